import type { Log } from '../base/log.js';
import { LIMITS } from '../base/limits.js';
import type { Universe } from '../base/universe.js';
import type { Database } from '../db/database.js';
import { inPlatform, isDatabaseAway } from '../db/transaction.js';
import type { PlatformTx } from '../db/transaction.js';
import {
  enterContacts,
  readChannelAccounts,
  senderOf,
  storeBusinessAccount,
  storeMessages,
  storeRemains,
  storeStatuses,
} from './arrivals.js';
import type { Arrival, ChannelAccount, Remains, Sender, StatusArrival } from './arrivals.js';
import type { InboundElement } from './element.js';
import { fallBackToSms } from './fall-back.js';
import { sendAgain, storeLateFailures } from './late-failures.js';
import type { LateRule } from './late-failures.js';
import { isHeeded, storeNews } from './news.js';
import { placeReports } from './sms-reports.js';

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
  readonly news: { readonly element: InboundElement; readonly correlationId: string }[];
  readonly messages: Arrival[];
  readonly statuses: StatusArrival[];
  readonly remains: Remains[];
}

/** What an intake is made of. `ring` wakes the worker of a lane. */
export interface IntakeParts {
  /** Whose deliveries these are; WhatsApp's unless said. */
  readonly channel?: InboundElement['channel'];
  /** What follows where a message that was accepted failed with this code; undefined: nothing. */
  readonly lateRule?: (code: number) => LateRule | undefined;
  readonly database: Database;
  readonly universe: Universe;
  readonly log: Log;
  readonly ring: (lane: number) => void;
}

interface Desk {
  readonly parts: IntakeParts;
  readonly accounts: Map<string, ChannelAccount>;
  accountsReadAtMs: number;
  /** Senders whose conversation is known to exist. */
  readonly known: Set<string>;
  readonly waiting: Waiting[];
  timer: NodeJS.Timeout | undefined;
  /** Batches on their way into the database. */
  readonly flushes: Set<Promise<void>>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Opens the way into the inbox. Deliveries of several POSTs that arrive within a few milliseconds
 * share one transaction with one insert; should it fail, each is stored alone, and within it each
 * element alone, so that nothing takes its neighbours with it. What even then cannot be stored is
 * kept as bytes.
 */
export function openIntake(parts: IntakeParts): Intake {
  const desk: Desk = {
    parts,
    accounts: new Map(),
    accountsReadAtMs: Number.NEGATIVE_INFINITY,
    known: new Set(),
    waiting: [],
    timer: undefined,
    flushes: new Set(),
  };
  return {
    take: (delivery) =>
      new Promise((resolve, reject) => {
        desk.waiting.push({ delivery, resolve, reject });
        if (desk.waiting.length >= LIMITS.intake_batch_max) startFlush(desk);
        else desk.timer ??= setTimeout(() => startFlush(desk), LIMITS.intake_window_ms);
      }),
    close: async () => {
      if (desk.waiting.length > 0) startFlush(desk);
      while (desk.flushes.size > 0) await Promise.all(desk.flushes);
    },
  };
}

/** Where enough are on their way, what waits goes together as soon as one of them is through. */
function startFlush(desk: Desk): void {
  clearTimeout(desk.timer);
  desk.timer = undefined;
  if (desk.flushes.size >= LIMITS.intake_transactions_max) return;
  const batch = desk.waiting.splice(0, LIMITS.intake_batch_max);
  const flush = storeBatch(desk, batch).finally(() => {
    desk.flushes.delete(flush);
    if (desk.waiting.length > 0) startFlush(desk);
  });
  desk.flushes.add(flush);
}

async function storeBatch(desk: Desk, batch: readonly Waiting[]): Promise<void> {
  try {
    await store(
      desk,
      batch.map((one) => one.delivery),
    );
    for (const one of batch) one.resolve();
  } catch (error) {
    if (isDatabaseAway(error)) {
      for (const one of batch) one.reject(error);
      return;
    }
    desk.parts.log.warn('deliveries were not stored together, storing each alone', { error });
    for (const one of batch) await storeAlone(desk, one.delivery).then(one.resolve, one.reject);
  }
}

/** One delivery by itself, then its elements one by one, then as bytes. */
async function storeAlone(desk: Desk, delivery: Delivery): Promise<void> {
  try {
    await store(desk, [delivery]);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    desk.parts.log.error('a delivery was refused by the database, storing its parts', {
      correlationId: delivery.correlationId,
      error,
    });
    for (const element of delivery.elements) await storeElement(desk, delivery, element);
    await store(desk, [{ ...delivery, elements: [] }]);
  }
}

async function storeElement(
  desk: Desk,
  delivery: Delivery,
  element: InboundElement,
): Promise<void> {
  try {
    await store(desk, [{ ...delivery, elements: [element], remains: [] }]);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    const remains = [remainsOf(element, 'refused by the database')];
    await store(desk, [{ ...delivery, elements: [], remains }]);
  }
}

/** Stores deliveries in one transaction and rings for what was new. */
async function store(desk: Desk, deliveries: readonly Delivery[]): Promise<void> {
  const { database, universe, ring } = desk.parts;
  await readAccounts(desk, deliveries);
  const { news, messages, statuses, remains } = sort(desk, deliveries);
  const strangers = new Map<string, Sender>();
  for (const { element, account } of messages) {
    const sender = senderOf(element, account);
    const key = `${account.id} ${sender.phone ?? ''} ${sender.bsuid ?? ''}`;
    if (!desk.known.has(key)) strangers.set(key, sender);
  }
  const owned = ownerNamed(messages);
  const lanes = await inPlatform(database, async (tx) => {
    if (strangers.size > 0) await enterContacts(tx, universe, [...strangers.values()]);
    const work: Promise<number[]>[] = [];
    if (owned)
      work.push(storeBusinessAccount(tx, owned.id, owned.businessAccountId).then(() => []));
    if (news.length > 0) work.push(storeNews(tx, universe, news).then(() => []));
    if (messages.length > 0) work.push(storeMessages(tx, universe, messages));
    if (statuses.length > 0) work.push(foldStatuses(desk, tx, statuses));
    if (remains.length > 0) {
      work.push(storeRemains(tx, universe, channelOf(desk), remains).then(() => []));
    }
    return (await Promise.all(work)).flat();
  });
  if (owned) desk.accounts.set(owned.providerAccountId, owned);
  if (desk.known.size > LIMITS.known_senders_max) desk.known.clear();
  for (const key of strangers.keys()) desk.known.add(key);
  for (const lane of new Set(lanes)) ring(lane);
}

function channelOf(desk: Desk): InboundElement['channel'] {
  return desk.parts.channel ?? 'whatsapp';
}

/** A short message may name its addressee otherwise than we do: where there is one, it is meant. */
function accountOf(desk: Desk, { accountId, kind }: InboundElement): ChannelAccount | undefined {
  const named = desk.accounts.get(accountId);
  if (named !== undefined || channelOf(desk) !== 'sms') return named;
  const [first, ...others] = desk.accounts.values();
  return others.length === 0 || kind === 'status' ? first : undefined;
}

/** Stores statuses, and does what follows from those that say a message has failed. */
async function foldStatuses(
  desk: Desk,
  tx: PlatformTx,
  statuses: readonly StatusArrival[],
): Promise<number[]> {
  const { universe, lateRule } = desk.parts;
  const isSms = channelOf(desk) === 'sms';
  const placed = isSms ? await placeReports(tx, [...desk.accounts.values()], statuses) : statuses;
  const { lanes, failed } = await storeStatuses(tx, universe, placed);
  const late = failed.flatMap(({ townId, outboxId, code }) => {
    const rule = code === null ? undefined : lateRule?.(code);
    return rule === undefined || code === null ? [] : [{ townId, outboxId, code, rule }];
  });
  const heard = late.filter(({ rule }) => rule.alert || rule.pauses !== null);
  if (heard.length > 0) await storeLateFailures(tx, universe, heard);
  const again = late.filter(({ rule }) => rule.goes === 'again');
  if (again.length > 0) await sendAgain(tx, universe, again);
  const lost = late.filter(({ rule }) => rule.goes === 'sms');
  if (lost.length === 0) return [...lanes];
  return [...lanes, ...(await fallBackToSms(tx, universe, lost))];
}

/**
 * A number of ours of which it was not known to whom it belongs, with what a message says of it:
 * Meta names the business account beside each, and in what it says of the account only that.
 */
function ownerNamed(
  messages: Sorted['messages'],
): (ChannelAccount & { readonly businessAccountId: string }) | undefined {
  const first = messages.find(({ account }) => account.businessAccountId === null);
  if (first === undefined) return undefined;
  const { entry_id: id } = JSON.parse(first.element.raw) as { readonly entry_id?: unknown };
  return typeof id === 'string' ? { ...first.account, businessAccountId: id } : undefined;
}

/** Looks again for an account not known yet, but not at every stranger's bidding. */
async function readAccounts(desk: Desk, deliveries: readonly Delivery[]): Promise<void> {
  const { database, universe } = desk.parts;
  const missing = deliveries.some((delivery) =>
    delivery.elements.some((element) => !desk.accounts.has(element.accountId)),
  );
  if (!missing || universe.nowMs() - desk.accountsReadAtMs < LIMITS.accounts_reread_ms_min) return;
  const list = await inPlatform(database, (tx) => readChannelAccounts(tx, channelOf(desk)));
  desk.accountsReadAtMs = universe.nowMs();
  for (const account of list) desk.accounts.set(account.providerAccountId, account);
}

function sort(desk: Desk, deliveries: readonly Delivery[]): Sorted {
  const sorted: Sorted = { news: [], messages: [], statuses: [], remains: [] };
  for (const delivery of deliveries) {
    sorted.remains.push(...delivery.remains);
    for (const element of delivery.elements) {
      const account = accountOf(desk, element);
      if (isHeeded(element)) {
        sorted.news.push({ element, correlationId: delivery.correlationId });
      } else if (account) sortElement(sorted, element, account, delivery.correlationId);
      else sorted.remains.push(remainsOf(element, `${element.kind} of an unknown account`));
    }
  }
  return sorted;
}

/** A message without any address cannot be answered or ordered: it is kept, not queued. */
function sortElement(
  sorted: Sorted,
  element: InboundElement,
  account: ChannelAccount,
  correlationId: string,
): void {
  const { kind, content } = element;
  const { phone, bsuid } = senderOf(element, account);
  if (kind === 'status') {
    const callback = element.status?.callbackData ?? '';
    sorted.statuses.push({ element, account, outboxId: UUID.test(callback) ? callback : null });
  } else if (kind === 'message' && content !== null && (phone ?? bsuid) !== null) {
    sorted.messages.push({ element, content, account, correlationId });
  } else {
    sorted.remains.push(remainsOf(element, kind === 'message' ? 'message of nobody' : kind));
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
