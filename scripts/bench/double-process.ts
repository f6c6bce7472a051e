import path from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { startNode } from './node-process.js';
import type { NodeProcess } from './node-process.js';

export interface DoubleSettings {
  readonly latencyMs: number;
  readonly statuses: boolean;
  readonly webhookUrl: string;
  /** Left out: neither numbers nor recipients are measured. */
  readonly perSecondMax?: number;
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
  /** How many sends it refused, and how many of those for their recipient's sake. */
  refusals(): Promise<{ readonly refused: number; readonly pairRefused: number }>;
}

interface FromDouble {
  readonly url?: string;
  readonly reached?: readonly Reached[];
  readonly counts?: {
    readonly statusesPosted: number;
    readonly refused: number;
    readonly pairRefused: number;
  };
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
  const ask = (): Promise<FromDouble> => {
    const answer = new Promise<FromDouble>((resolve) => waiting.push(resolve));
    child.send({ ask: 'counts' });
    return answer;
  };
  return {
    process: started,
    url: await url,
    refusals: async () => {
      const { counts } = await ask();
      return { refused: counts?.refused ?? 0, pairRefused: counts?.pairRefused ?? 0 };
    },
    statuses: async () => {
      const { idle = false, counts } = await ask();
      return { idle, posted: counts?.statusesPosted ?? 0 };
    },
  };
}
