import path from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { startNode } from './node-process.js';
import type { NodeProcess } from './node-process.js';

export interface DoubleSettings {
  readonly latencyMs: number;
  readonly statuses: boolean;
  readonly webhookUrl: string;
}

/** What the double reports of each message, when it reports. */
export const STATUS_WORDS: readonly string[] = ['sent', 'delivered', 'read'];

/** A message that reached the double: our outbox id, to whom, when, and its first button's id. */
export type Reached = readonly [outboxId: string, to: string, atMs: number, button: string];

/** The double in its own process. */
export interface DoubleProcess {
  readonly process: NodeProcess;
  readonly url: string;
  /** Whether every status has been reported and taken, and how many. */
  statuses(): Promise<{ readonly idle: boolean; readonly posted: number }>;
}

interface FromDouble {
  readonly url?: string;
  readonly reached?: readonly Reached[];
  readonly counts?: { readonly statusesPosted: number };
  readonly idle?: boolean;
}

/** Starts the double and hands what reaches it to `onReached`, batch by batch. */
export async function startDouble(
  settings: DoubleSettings,
  onReached: (batch: readonly Reached[]) => void,
): Promise<DoubleProcess> {
  const script = path.join(packageRoot, 'scripts/bench/double.ts');
  const args = ['--import', 'tsx', script, JSON.stringify(settings)];
  const started = startNode('graph double', args, {}, { ipc: true });
  const { child } = started;
  const waiting: ((message: FromDouble) => void)[] = [];
  const url = new Promise<string>((resolve, reject) => {
    child.on('message', (message: FromDouble) => {
      if (message.reached !== undefined) onReached(message.reached);
      else if (message.url !== undefined) resolve(message.url);
      else waiting.shift()?.(message);
    });
    child.once('exit', (code) => {
      reject(new Error(`the double ended with ${String(code)}:\n${started.printed()}`));
    });
  });
  return {
    process: started,
    url: await url,
    statuses: async () => {
      const answer = new Promise<FromDouble>((resolve) => waiting.push(resolve));
      child.send({ ask: 'counts' });
      const { idle = false, counts } = await answer;
      return { idle, posted: counts?.statusesPosted ?? 0 };
    },
  };
}
