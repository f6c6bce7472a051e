import { parseArgs } from 'node:util';
import { scenariosFor } from './scenarios.js';
import type { Scenario } from './scenarios.js';

export interface BenchOptions {
  readonly help: boolean;
  readonly scenarios: readonly Scenario[];
  /** Each scenario, warm-up included. */
  readonly seconds: number;
  /** Messages, or hops, a second of the open loops. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly split: boolean;
  readonly workers: number;
  readonly retailers: number;
  readonly vendors: number;
  /** Completed orders that the town has behind it. */
  readonly orders: number;
  /** The keypads instead of messages. */
  readonly ussd: boolean;
  /** Sending alone instead of messages. */
  readonly sends: boolean;
  /** Messages a second left in the outbox for it. */
  readonly sendRate: number;
  readonly redis: boolean;
  readonly profile: boolean;
  readonly plans: boolean;
}

export const USAGE = `\
Measures the service as it would be deployed: own processes, a fresh database that flushes to
disk, a double of the Graph API, and load over the real webhook. Prints a table, writes JSON to
bench-results/, and ends with 1 when anything was lost, doubled or under its target.

  npm run bench
  npm run bench -- --only closed-0 --seconds 10 --profile
  npm run bench -- --ussd --seconds 10

Options
  --only NAME,...     of: ${scenariosFor(undefined, 300)
    .map(({ name }) => name)
    .join(', ')}
  --seconds N         length of each scenario, warm-up included; 20
  --warmup N          of which not measured; 5
  --rate N            messages a second of the open loops; 300
  --slots N           retailers at a time of the closed loops; 256, or 768 with latency
  --roles split|all   web and workers apart, or one process for everything; split
  --workers N         how many workers; 1
  --retailers N       10000
  --vendors N         1000
  --orders N          completed orders of the two years before; 0
  --ussd              keypads instead: 20 callers in a closed loop, then --rate an open one
  --sends             sending alone instead: --send-rate messages a second, 1000, left in the outbox
  --redis             the queue on a redis-server started here, instead of on Postgres
  --plans             also say which statements read or sorted how many rows: slows everything
  --profile           also say which functions the service spent its time in
  --help`;

function number(name: string, text: string, min: number): number {
  const value = Number(text);
  if (!(value >= min)) throw new RangeError(`--${name} takes a number from ${min}`);
  return value;
}

/** Reads the command line; throws a RangeError or TypeError with a sentence for the person. */
export function benchOptionsFrom(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      seconds: { type: 'string', default: '20' },
      warmup: { type: 'string', default: '5' },
      rate: { type: 'string', default: '300' },
      slots: { type: 'string' },
      roles: { type: 'string', default: 'split' },
      workers: { type: 'string', default: '1' },
      retailers: { type: 'string', default: '10000' },
      vendors: { type: 'string', default: '1000' },
      orders: { type: 'string', default: '0' },
      ussd: { type: 'boolean', default: false },
      sends: { type: 'boolean', default: false },
      'send-rate': { type: 'string', default: '1000' },
      redis: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      plans: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { slots, roles, ussd, sends, redis, profile, plans, help } = values;
  if (roles !== 'split' && roles !== 'all') throw new RangeError('--roles takes split or all');
  const all = scenariosFor(
    slots === undefined ? undefined : number('slots', slots, 1),
    number('rate', values.rate, 1),
  );
  const only = values.only?.split(',') ?? all.map(({ name }) => name);
  const unknown = only.find((name) => !all.some((scenario) => scenario.name === name));
  if (unknown !== undefined) throw new RangeError(`there is no scenario "${unknown}"`);
  const seconds = number('seconds', values.seconds, 1);
  return {
    help,
    scenarios: all.filter(({ name }) => only.includes(name)),
    seconds,
    rate: number('rate', values.rate, 1),
    warmupSeconds: Math.min(number('warmup', values.warmup, 0), seconds / 2),
    split: roles === 'split',
    workers: number('workers', values.workers, 1),
    retailers: number('retailers', values.retailers, 10),
    vendors: number('vendors', values.vendors, 1),
    orders: number('orders', values.orders, 0),
    ussd,
    sends,
    sendRate: number('send-rate', values['send-rate'], 1),
    redis,
    profile,
    plans,
  };
}
