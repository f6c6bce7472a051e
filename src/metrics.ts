import client from 'prom-client';
import { LIMITS } from './base/limits.js';
import type { Meter } from './base/meter.js';

/** Values of one label, as they are now. */
export type Levels = ReadonlyMap<string, number>;

/** A level that is read when the page is: `pasal_<name>{<label>="..."}`. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly read: () => Levels | Promise<Levels>;
}

/** What is counted and measured, and the page that a Prometheus server reads. */
export interface Metrics extends Meter {
  readonly contentType: string;
  /** The page. A gauge whose reading fails or takes too long is left out of it. */
  page(): Promise<string>;
  /** One read receipt, by what came of it. */
  receipt(came: 'shown' | 'refused' | 'dropped'): void;
  /** Adds a gauge: the depth of a queue, the use of a pool. */
  watch(gauge: Gauge): void;
}

/** Seconds. The upper half tells a slow answer from one that made the provider give up. */
const ANSWER_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
/** Seconds. Before a reply is sent it may wait for a provider's call, a pace, a retry. */
const SEND_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600];

/**
 * Makes the metrics of one process, with those of Node itself (memory, event loop, handles).
 * Labels are words from closed lists: never a person, a phone, an id or a path as called.
 */
export function createMetrics(): Metrics {
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const distribution = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets = ANSWER_BUCKETS,
  ): client.Histogram<L> => new client.Histogram({ name, help, labelNames, buckets, registers });

  const turns = distribution('pasal_turn_seconds', 'Hops by outcome', ['flow', 'outcome']);
  const sends = distribution(
    'pasal_send_seconds',
    'Attempts to send by class of outcome, from the commit of the reply',
    ['outcome'],
    SEND_BUCKETS,
  );
  const webhooks = distribution('pasal_webhook_ack_seconds', 'Webhooks answered', ['status']);
  const requests = distribution('pasal_api_request_seconds', 'API requests', ['route', 'status']);
  const arrivals = new client.Counter({
    name: 'pasal_webhook_elements_total',
    help: 'What webhooks brought',
    labelNames: ['kind'],
    registers,
  });
  const replies = new client.Counter({
    name: 'pasal_replies_total',
    help: 'Messages written to people, by their first sentence',
    labelNames: ['flow', 'key'],
    registers,
  });
  const receipts = new client.Counter({
    name: 'pasal_read_receipts_total',
    help: 'Messages shown to be read, refused, or dropped for more pressing work',
    labelNames: ['came'],
    registers,
  });
  const work = new client.Counter({
    name: 'pasal_due_work_total',
    help: 'Assignments and deadlines worked on',
    labelNames: ['topic', 'outcome'],
    registers,
  });

  return {
    turn: (flow, outcome, seconds) => turns.observe({ flow, outcome }, seconds),
    said: (flow, [key = '']) => replies.inc({ flow, key }),
    sent: (outcome, seconds) => sends.observe({ outcome }, seconds),
    webhook: (status, seconds) => webhooks.observe({ status }, seconds),
    arrived: (kind, count) => arrivals.inc({ kind }, count),
    request: (route, status, seconds) => requests.observe({ route, status }, seconds),
    worked: (topic, outcome) => work.inc({ topic, outcome }),
    receipt: (came) => receipts.inc({ came }),
    contentType: registry.contentType,
    page: () => registry.metrics(),
    watch: (gauge) => addGauge(registry, gauge),
  };
}

function addGauge(registry: client.Registry, { name, help, label, read }: Gauge): void {
  new client.Gauge({
    name: `pasal_${name}`,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [value, level] of await inTime(read)) this.set({ [label]: value }, level);
    },
  });
}

const NOTHING: Levels = new Map();

/** What `read` gives, or nothing when it fails or a scrape cannot wait for it any longer. */
async function inTime(read: () => Levels | Promise<Levels>): Promise<Levels> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Levels>((resolve) => {
    timer = setTimeout(() => resolve(NOTHING), LIMITS.gauge_read_ms_max);
  });
  try {
    return await Promise.race([Promise.resolve().then(read), late]);
  } catch {
    return NOTHING;
  } finally {
    clearTimeout(timer);
  }
}
