import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { packageRoot } from '../../src/package-root.js';

/** A process of ours that was started apart, to be measured or killed. */
export interface NodeProcess {
  readonly name: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** What it last printed, for whoever asks why it failed. */
  printed(): string;
  /** Ends it and waits until it is gone; a second signal follows when the first is ignored. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** After this long a process that was asked to end is told to. */
const END_MS_MAX = 20_000;

/** Enough for a stack trace and the lines before it. */
const PRINTED_MAX = 16_000;

/**
 * Starts `node args` with `env` in place of ours, but for what a process needs to find its own
 * programs. With `ipc` it can be spoken to by messages.
 */
export function startNode(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: { readonly ipc?: boolean } = {},
): NodeProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe', options.ipc === true ? 'ipc' : 'ignore'],
  });
  if (child.pid === undefined) throw new Error(`${name} could not be started`);
  let printed = '';
  const take = (chunk: Buffer): void => {
    printed = (printed + chunk.toString()).slice(-PRINTED_MAX);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const gone = once(child, 'exit');
  return {
    name,
    pid: child.pid,
    child,
    printed: () => printed,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      const harder = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX);
      await gone;
      clearTimeout(harder);
    },
  };
}

/**
 * Starts a small server of this folder, by the name of its file, and waits until it has said its
 * port to us.
 */
export async function startServer(
  name: string,
  ...args: readonly string[]
): Promise<NodeProcess & { readonly port: number }> {
  const script = path.join(packageRoot, 'scripts/bench', `${name}.ts`);
  const server = startNode(name, ['--import', 'tsx', script, ...args], {}, { ipc: true });
  const [message] = (await once(server.child, 'message')) as [{ readonly port: number }];
  return { ...server, port: message.port };
}
