import type { Log } from '../base/log.js';
import { LIMITS } from '../base/limits.js';
import type { Universe } from '../base/universe.js';
import type { Database } from '../db/database.js';
import { inPlatform } from '../db/transaction.js';
import {
  enterContacts,
  readChannelAccounts,
  senderOf,
  storeMessages,
  storeRemains,
  storeStatuses,
} from './arrivals.js';
import type { Arrival, ChannelAccount, Remains, StatusArrival } from './arrivals.js';
import type { InboundElement } from './element.js';

/** What one POST brought: elements, and what could not be cut into any. */
export interface Delivery {
  readonly elements: readonly InboundElement[];
  readonly remains: readonly Remains[];
  readonly correlationId: string;
}

/** The way in. One per process. */
export interface Intake {
  /**
   * Stores a delivery. Resolves after the commit; a rejection means that nothing of it was
   * stored and the provider should send it again.
   */
  take(delivery: Delivery): Promise<void>;
  /** Stores what is still waiting. */
  close(): Promise<void>;
}

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Sorted {
  readonly messages: Arrival[];
  readonly statuses: StatusArrival[];
  readonly remains: Remains[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Opens the way into the inbox. Deliveries of several POSTs that arrive within a few milliseconds
 * share one transaction with one insert; should it fail, each is stored alone, and within it each
 * element alone, so that nothing takes its neighbours with it. What even then cannot be stored is
 * kept as bytes.
 */
export function openIntake(options: {
  readonly database: Database;
  readonly universe: Universe;
  readonly log: Log;
  readonly ring: (lane: number) => void;
}): Intake {
  const { database, universe, log, ring } = options;
  const accounts = new Map<string, ChannelAccount>();
  const known = new Set<string>();
  let accountsReadAtMs = Number.NEGATIVE_INFINITY;
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flushing = 0;
  const idle: (() => void)[] = [];

  async function accountsFor(elements: readonly InboundElement[]): Promise<void> {
    const missing = elements.some((element) => !accounts.has(element.accountId));
    if (!missing || universe.nowMs() - accountsReadAtMs < LIMITS.accounts_reread_ms_min) return;
    accountsReadAtMs = universe.nowMs();
    const list = await inPlatform(database, (tx) => readChannelAccounts(tx, 'whatsapp'));
    for (const account of list) accounts.set(account.providerAccountId, account);
  }

  function sort(deliveries: readonly Delivery[]): Sorted {
    const sorted: Sorted = { messages: [], statuses: [], remains: [] };
    for (const delivery of deliveries) {
      sorted.remains.push(...delivery.remains);
      for (const element of delivery.elements) {
        const account = accounts.get(element.accountId);
        const { kind, content } = element;
        if (account && kind === 'message' && content && senderOf(element, account)) {
          sortMessage(sorted, { element, content, account, correlationId: delivery.correlationId });
        } else if (account && kind === 'status') {
          const callback = element.status?.callbackData ?? '';
          const outboxId = UUID.test(callback) ? callback : null;
          sorted.statuses.push({ element, account, outboxId });
        } else {
          sorted.remains.push(remainsOf(element, account ? kind : `${kind} of unknown account`));
        }
      }
    }
    return sorted;
  }

  async function store(deliveries: readonly Delivery[]): Promise<void> {
    await accountsFor(deliveries.flatMap((delivery) => delivery.elements));
    const { messages, statuses, remains } = sort(deliveries);
    const senders = messages.map((arrival) => senderOf(arrival.element, arrival.account));
    const keyOf = (sender: (typeof senders)[number]): string =>
      `${sender.account.id} ${sender.phone ?? ''} ${sender.bsuid ?? ''}`;
    const strangers = new Map(
      senders.filter((sender) => !known.has(keyOf(sender))).map((one) => [keyOf(one), one]),
    );
    const lanes = await inPlatform(database, async (tx) => {
      if (strangers.size > 0) await enterContacts(tx, universe, [...strangers.values()]);
      const work: Promise<number[]>[] = [];
      if (messages.length > 0) work.push(storeMessages(tx, universe, messages));
      if (statuses.length > 0) work.push(storeStatuses(tx, universe, statuses));
      if (remains.length > 0) {
        work.push(storeRemains(tx, universe, 'whatsapp', remains).then(() => []));
      }
      return (await Promise.all(work)).flat();
    });
    if (known.size > LIMITS.known_senders_max) known.clear();
    for (const key of strangers.keys()) known.add(key);
    for (const lane of new Set(lanes)) ring(lane);
  }

  /** One delivery by itself, then its elements one by one, then as bytes. */
  async function storeAlone(delivery: Delivery): Promise<void> {
    try {
      await store([delivery]);
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      log.error('a delivery was refused by the database, storing its parts', {
        correlationId: delivery.correlationId,
        error,
      });
      for (const element of delivery.elements) {
        const alone = { ...delivery, elements: [element], remains: [] };
        await store([alone]).catch(async (partError: unknown) => {
          if (!isRefusedData(partError)) throw partError;
          const remains = [remainsOf(element, 'refused by the database')];
          await store([{ ...delivery, elements: [], remains }]);
        });
      }
      await store([{ ...delivery, elements: [] }]);
    }
  }

  async function flush(): Promise<void> {
    timer = undefined;
    const batch = waiting;
    waiting = [];
    flushing += 1;
    try {
      await store(batch.map((one) => one.delivery));
      for (const one of batch) one.resolve();
    } catch (error) {
      log.warn('a batch of deliveries was not stored, storing each alone', { error });
      for (const one of batch) await storeAlone(one.delivery).then(one.resolve, one.reject);
    } finally {
      flushing -= 1;
      if (flushing === 0 && waiting.length === 0) for (const wake of idle.splice(0)) wake();
    }
  }

  return {
    take: (delivery) =>
      new Promise((resolve, reject) => {
        waiting.push({ delivery, resolve, reject });
        if (waiting.length >= LIMITS.intake_batch_max) {
          clearTimeout(timer);
          void flush();
        } else {
          timer ??= setTimeout(() => void flush(), LIMITS.intake_window_ms);
        }
      }),
    close: async () => {
      if (waiting.length > 0) {
        clearTimeout(timer);
        await flush();
      }
      if (flushing > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
}

/** A message without any address cannot be answered or ordered: it is kept, not queued. */
function sortMessage(sorted: Sorted, arrival: Arrival): void {
  const sender = senderOf(arrival.element, arrival.account);
  if (sender.phone === null && sender.bsuid === null) {
    sorted.remains.push(remainsOf(arrival.element, 'message without a sender'));
  } else {
    sorted.messages.push(arrival);
  }
}

function remainsOf(element: InboundElement, reason: string): Remains {
  return { reason, body: Buffer.from(element.raw, 'utf8') };
}

/** Class 22 is data the database cannot hold, class 23 a constraint: trying again is no use. */
function isRefusedData(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(22|23)/.test(code);
}
