import type { Cause } from '../base/cause.js';
import type { Log } from '../base/log.js';
import { LIMITS } from '../base/limits.js';
import type { Meter } from '../base/meter.js';
import type { Universe } from '../base/universe.js';
import type { Channel, SendResult } from '../channels/channel.js';
import { fallsBackToSms } from '../channels/send-failure.js';
import { backoffMs } from '../channels/send-policy.js';
import type { Database } from '../db/database.js';
import { inPlatform } from '../db/transaction.js';
import { fallBackToSms } from '../inbox/fall-back.js';
import { foldEarlyReports } from '../inbox/sms-reports.js';
import { recordOutcomes, releaseMessages } from '../outbox/relay.js';
import type { AttemptOutcome, Released } from '../outbox/relay.js';
import { pauseAccount } from '../usecases/pause-sending.js';

/** What a sender works with. */
export interface SenderParts {
  readonly database: Database;
  readonly universe: Universe;
  readonly log: Log;
  readonly meter: Meter;
  readonly channel: Channel;
  /** Short messages; left out: there are none, and what was to go by one fails. */
  readonly sms?: Channel | undefined;
  /** Rings the relay's doorbell. */
  readonly ring: () => void;
  /** Rings for a lane in which something that failed here is to be said on another channel. */
  readonly ringLane?: (lane: number) => void;
}

/** Takes released messages to their channel. One per process. */
export interface Sender {
  /** Sends what is ready; returns when nothing more can be released now. */
  send(): Promise<void>;
  /** Waits until every call under way has ended and its outcome is written. */
  drain(): Promise<void>;
}

interface Desk {
  readonly parts: SenderParts;
  /** Calls that have begun and whose outcome is not yet written. */
  underWay: number;
  readonly outcomes: Judged[];
  flush: NodeJS.Timeout | undefined;
  readonly waiters: (() => void)[];
  /** Numbers that the provider asked to rest, and until when. */
  readonly heldUntilMs: Map<string, number>;
}

/** An outcome, and what else follows from it. */
interface Judged {
  readonly outcome: AttemptOutcome;
  readonly channel: Released['channel'];
  /** To be said by short message instead. */
  readonly fallsBack: boolean;
}

/** Opens the sender. */
export function openSender(parts: SenderParts): Sender {
  const desk: Desk = {
    parts,
    underWay: 0,
    outcomes: [],
    flush: undefined,
    waiters: [],
    heldUntilMs: new Map(),
  };
  return {
    send: () => sendReady(desk),
    drain: async () => {
      while (desk.underWay > 0) await changed(desk);
    },
  };
}

/** Resolves at the next written batch of outcomes. */
function changed(desk: Desk): Promise<void> {
  return new Promise((resolve) => desk.waiters.push(resolve));
}

async function sendReady(desk: Desk): Promise<void> {
  const { database, universe } = desk.parts;
  for (;;) {
    const room = LIMITS.sends_under_way_max - desk.underWay;
    if (room <= 0) {
      await changed(desk);
      continue;
    }
    const asked = Math.min(room, LIMITS.release_batch_max);
    desk.underWay += asked;
    let released: Released[] = [];
    try {
      const now = universe.now();
      const leaseUntil = new Date(universe.nowMs() + LIMITS.send_lease_ms);
      released = await inPlatform(database, (tx) =>
        releaseMessages(tx, now, leaseUntil, asked, heldAccounts(desk)),
      );
    } finally {
      desk.underWay -= asked - released.length;
    }
    for (const message of released) void sendOne(desk, message);
    if (released.length < asked) return;
  }
}

function heldAccounts(desk: Desk): string[] {
  const now = desk.parts.universe.nowMs();
  for (const [account, until] of desk.heldUntilMs) {
    if (until <= now) desk.heldUntilMs.delete(account);
  }
  return [...desk.heldUntilMs.keys()];
}

async function sendOne(desk: Desk, message: Released): Promise<void> {
  const { universe, meter, log, sms } = desk.parts;
  const channel = message.channel === 'sms' ? sms : desk.parts.channel;
  let outcome: AttemptOutcome;
  let fallsBack = false;
  try {
    if (channel === undefined) throw new Error(`there is no channel ${message.channel}`);
    if (message.isStopped && !goesDespiteStop(message)) {
      meter.sent('stopped', 0);
      keepOutcome(desk, {
        outcome: outcomeOf(message, 'FAILED', universe.now(), 'stopped', undefined),
        channel: message.channel,
        fallsBack,
      });
      return;
    }
    const body = channel.render(message.content, message.recipient, message.outboxId);
    const result = await channel.send(message.providerAccountId, body);
    meter.sent(result.rule.class, (universe.nowMs() - message.createdAt.getTime()) / 1000);
    outcome = await judge(desk, message, result);
    fallsBack = outcome.next === 'FAILED' && fallsBackToSms(result.rule);
  } catch (error) {
    // A channel answers with a value; what it throws is a bug of ours, and nothing was sent.
    log.error('a message could not be rendered or sent', {
      correlationId: message.correlationId,
      outboxId: message.outboxId,
      error,
    });
    meter.sent('fault', 0);
    outcome = outcomeOf(message, 'FAILED', universe.now(), 'fault', undefined);
  }
  keepOutcome(desk, { outcome, channel: message.channel, fallsBack });
}

function goesDespiteStop({ content }: Released): boolean {
  return content.kind === 'text' && content.despiteStop === true;
}

function keepOutcome(desk: Desk, judged: Judged): void {
  desk.outcomes.push(judged);
  if (desk.outcomes.length >= LIMITS.outcome_batch_max) {
    clearTimeout(desk.flush);
    void writeOutcomes(desk);
  } else {
    desk.flush ??= setTimeout(() => void writeOutcomes(desk), LIMITS.outcome_window_ms);
  }
}

/** Turns the policy's row into what happens to the message, its number and its account. */
async function judge(desk: Desk, message: Released, result: SendResult): Promise<AttemptOutcome> {
  const { universe, log, database } = desk.parts;
  const { rule } = result;
  const nowMs = universe.nowMs();
  const facts = {
    correlationId: message.correlationId,
    outboxId: message.outboxId,
    class: rule.class,
    code: result.code,
    detail: result.detail,
  };
  if (rule.alert) log.error('a send needs an operator', facts);
  else if (rule.retry !== 'none') log.warn('a send did not succeed', facts);
  switch (rule.retry) {
    case 'none':
      return outcomeOf(message, 'SENT', new Date(nowMs), rule.class, result);
    case 'never':
      return outcomeOf(message, 'FAILED', new Date(nowMs), rule.class, result);
    case 'unsure': {
      const until = new Date(nowMs + LIMITS.unknown_wait_ms);
      return outcomeOf(message, 'UNKNOWN', until, rule.class, result);
    }
    case 'operator':
      await inPlatform(database, (tx) =>
        pauseAccount(
          tx,
          causeOf(desk, message),
          {
            channel: message.channel,
            providerAccountId: message.providerAccountId,
            all: rule.scope === 'account',
          },
          `${rule.class} ${result.code ?? ''}`.trim(),
        ),
      );
      return outcomeOf(message, 'RETRY', new Date(nowMs), rule.class, result);
    case 'backoff': {
      const tries = message.attempt;
      if (rule.backoff === null || tries >= rule.backoff.triesMax) {
        return outcomeOf(message, 'FAILED', new Date(nowMs), rule.class, result);
      }
      const spread = universe.random(LIMITS.backoff_spread_ms_max);
      const wait = Math.max(result.retryAfterMs ?? 0, backoffMs(rule.backoff, tries)) + spread;
      if (rule.scope === 'number' || rule.scope === 'account') {
        desk.heldUntilMs.set(message.providerAccountId, nowMs + wait);
      }
      return outcomeOf(message, 'RETRY', new Date(nowMs + wait), rule.class, result);
    }
  }
}

/** The machine's own doing, on the way of one message. */
function causeOf({ parts }: Desk, { channel, correlationId }: Released): Cause {
  const actor = { kind: 'machine', id: null } as const;
  return { universe: parts.universe, actor, channel, correlationId };
}

function outcomeOf(
  released: Released,
  next: AttemptOutcome['next'],
  dueAt: Date,
  outcome: string,
  result: SendResult | undefined,
): AttemptOutcome {
  const { townId, conversationId, seq, outboxId, attempt } = released;
  return {
    released: { townId, conversationId, seq, outboxId, attempt },
    next,
    dueAt,
    outcome,
    code: result?.code ?? null,
    httpStatus: result?.httpStatus ?? null,
    providerMessageId: result?.providerMessageId ?? null,
  };
}

/**
 * Writes outcomes in one batch. Should the database be away, they are kept and tried again; if
 * this process dies first, the leases run out and statuses tell.
 */
async function writeOutcomes(desk: Desk): Promise<void> {
  desk.flush = undefined;
  const { ring, ringLane, log } = desk.parts;
  const batch = desk.outcomes.splice(0);
  try {
    const { more, lanes } = await recordBatch(desk, batch);
    desk.underWay -= batch.length;
    if (more) ring();
    for (const lane of lanes) ringLane?.(lane);
  } catch (error) {
    log.error('outcomes of sends were not written, trying again', { error, count: batch.length });
    desk.outcomes.push(...batch);
    desk.flush ??= setTimeout(() => void writeOutcomes(desk), LIMITS.outcome_retry_ms);
  } finally {
    for (const wake of desk.waiters.splice(0)) wake();
  }
}

/** One transaction for the outcomes and for what has to follow from them. */
function recordBatch(
  desk: Desk,
  batch: readonly Judged[],
): Promise<{ readonly more: boolean; readonly lanes: readonly number[] }> {
  const { database, universe } = desk.parts;
  const lost = batch
    .filter(({ fallsBack }) => fallsBack)
    .map(({ outcome: { released } }) => released);
  const named = batch.flatMap(({ channel, outcome: { released, providerMessageId } }) =>
    channel === 'sms' && providerMessageId !== null
      ? { townId: released.townId, messageId: providerMessageId }
      : [],
  );
  return inPlatform(database, async (tx) => {
    const outcomes = batch.map(({ outcome }) => outcome);
    const more = await recordOutcomes(tx, universe.now(), outcomes);
    if (named.length > 0) await foldEarlyReports(tx, named);
    return { more, lanes: lost.length > 0 ? await fallBackToSms(tx, universe, lost) : [] };
  });
}
