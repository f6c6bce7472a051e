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
import { raiseAlertOnce } from '../domain/alerts/alerts.js';
import { fallBackToSms } from '../inbox/fall-back.js';
import { foldEarlyReports } from '../inbox/sms-reports.js';
import { recordOutcomes } from '../outbox/relay.js';
import type { AttemptOutcome } from '../outbox/relay.js';
import { releaseMessages, restNumbers } from '../outbox/release.js';
import type { Release, Released, Rest } from '../outbox/release.js';
import { countMessages, openFreeEntries } from '../outbox/window.js';
import { pauseAccount, pauseTemplate } from '../usecases/pause-sending.js';
import type { FileSources } from './attach-file.js';
import { countedOf, enteredBy } from './charges.js';
import { sendSaid } from './send-said.js';
import { waysOf } from './window.js';
import type { Way } from './window.js';

/** What a sender works with. */
export interface SenderParts extends FileSources {
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
  /** Rings when a number may send again. */
  again: NodeJS.Timeout | undefined;
}

/** An outcome, and what else follows from it. */
interface Judged {
  readonly outcome: AttemptOutcome;
  readonly message: Released;
  readonly way: Way;
  /** To be said by short message instead. */
  readonly fallsBack: boolean;
  /** What the provider asked of the number. */
  readonly rest?: Rest;
  /** Somebody here has to look at it. */
  readonly alert?: { readonly townId: string; readonly subject: string; readonly detail: string };
}

/** Opens the sender. */
export function openSender(parts: SenderParts): Sender {
  const desk: Desk = {
    parts,
    underWay: 0,
    outcomes: [],
    flush: undefined,
    waiters: [],
    again: undefined,
  };
  return {
    send: () => sendReady(desk),
    drain: async () => {
      while (desk.underWay > 0) await changed(desk);
      clearTimeout(desk.again);
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
    let release: Release = { messages: [], isMore: false, allowedAt: null };
    let wayOf: Awaited<ReturnType<typeof waysOf>>;
    try {
      const now = universe.now();
      const leaseUntil = new Date(universe.nowMs() + LIMITS.send_lease_ms);
      const got = await inPlatform(database, (tx) => releaseMessages(tx, now, leaseUntil, asked));
      wayOf = await waysOf(database, got.messages, now);
      release = got;
    } finally {
      desk.underWay -= asked - release.messages.length;
    }
    for (const message of release.messages) void sendOne(desk, message, wayOf(message));
    if (release.allowedAt !== null) ringAt(desk, release.allowedAt);
    if (!release.isMore || release.messages.length === 0) return;
  }
}

/** A number has used up its allowance: somebody has to look again once it may send. */
function ringAt(desk: Desk, at: Date): void {
  const waitMs = Math.max(at.getTime() - desk.parts.universe.nowMs(), LIMITS.pace_ring_ms_min);
  clearTimeout(desk.again);
  desk.again = setTimeout(desk.parts.ring, waitMs).unref();
}

async function sendOne(desk: Desk, message: Released, way: Way): Promise<void> {
  const { universe, meter, log, sms } = desk.parts;
  const channel = message.channel === 'sms' ? sms : desk.parts.channel;
  const failed = (why: string): { outcome: AttemptOutcome } => ({
    outcome: outcomeOf(message, 'FAILED', universe.now(), why, undefined),
  });
  const keep = (judged: Pick<Judged, 'outcome' | 'rest' | 'alert'>, fallsBack = false): void => {
    keepOutcome(desk, { ...judged, message, way, fallsBack });
  };
  try {
    if (channel === undefined) throw new Error(`there is no channel ${message.channel}`);
    if (message.isStopped && !goesDespiteStop(message)) {
      meter.sent('stopped', 0);
      keep(failed('stopped'));
      return;
    }
    if (way.by === 'later') {
      keep({ outcome: outcomeOf(message, 'RETRY', way.at, 'quiet', undefined) });
      return;
    }
    if (way.by === 'sms' || way.by === 'nothing') {
      meter.sent('window_closed', 0);
      keep({ ...failed('window_closed'), ...unsaidAlert(message, way) }, way.by === 'sms');
      return;
    }
    const content = way.by === 'template' ? way.content : message.content;
    const faults = channel.check(content);
    if (faults.length > 0) {
      keep({ ...failed('not_sendable'), ...notSendable(desk, message, faults) });
      return;
    }
    const { result, refused } = await sendSaid(channel, desk.parts, message, content);
    meter.sent(result.rule.class, (universe.nowMs() - message.createdAt.getTime()) / 1000);
    const alert = refused && alertOf(message, refused);
    const judged = { ...(alert && { alert }), ...(await judge(desk, message, way, result)) };
    keep(judged, judged.outcome.next === 'FAILED' && fallsBackToSms(result.rule));
  } catch (error) {
    // A channel answers with a value; what it throws is a bug of ours, and nothing was sent.
    log.error('a message could not be rendered or sent', {
      correlationId: message.correlationId,
      outboxId: message.outboxId,
      error,
    });
    meter.sent('fault', 0);
    keep(failed('fault'));
  }
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
async function judge(
  desk: Desk,
  message: Released,
  way: Way,
  result: SendResult,
): Promise<Pick<Judged, 'outcome' | 'rest' | 'alert'>> {
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
  const judged = (next: AttemptOutcome['next'], atMs: number): { outcome: AttemptOutcome } => ({
    outcome: outcomeOf(message, next, new Date(atMs), rule.class, result),
  });
  if (rule.class === 'window_closed' && way.by === 'message') {
    // Their clock is the one that counts: it goes again as a template, or by short message.
    return { outcome: { ...judged('RETRY', nowMs).outcome, isWindowClosed: true } };
  }
  if (rule.scope === 'template' && way.by === 'template') {
    await inPlatform(database, (tx) =>
      pauseTemplate(tx, causeOf(desk, message), way.template, reasonOf(result)),
    );
    return judged('RETRY', nowMs);
  }
  switch (rule.retry) {
    case 'none':
      return judged('SENT', nowMs);
    case 'never':
      return { ...judged('FAILED', nowMs), ...(rule.alert && { alert: alertOf(message, result) }) };
    case 'unsure':
      return judged('UNKNOWN', nowMs + LIMITS.unknown_wait_ms);
    case 'operator': {
      const { channel, providerAccountId } = message;
      const name = { channel, providerAccountId, all: rule.scope === 'account' };
      await inPlatform(database, (tx) =>
        pauseAccount(tx, causeOf(desk, message), name, reasonOf(result)),
      );
      return judged('RETRY', nowMs);
    }
    case 'backoff': {
      const tries = message.attempt;
      if (rule.backoff === null || tries >= rule.backoff.triesMax) return judged('FAILED', nowMs);
      const spread = universe.random(LIMITS.backoff_spread_ms_max);
      const wait = Math.max(result.retryAfterMs ?? 0, backoffMs(rule.backoff, tries)) + spread;
      return {
        ...judged('RETRY', nowMs + wait),
        ...restOf(message, result, nowMs + wait),
        ...(rule.alert && { alert: alertOf(message, result) }),
      };
    }
  }
}

function reasonOf({ rule, code }: SendResult): string {
  return `${rule.class} ${code ?? ''}`.trim();
}

/** One alert for each sort of refusal, until somebody has seen it. */
function alertOf({ townId }: Released, result: SendResult): NonNullable<Judged['alert']> {
  return { townId, subject: reasonOf(result), detail: result.detail };
}

/** Who has nothing to say it with has to register a template, or a number for short messages. */
function unsaidAlert({ townId, meaning }: Released, { by }: Way): Pick<Judged, 'alert'> {
  if (by !== 'nothing') return {};
  const detail = `no template for ${meaning ?? 'it'} could be used, nor a short message`;
  return { alert: { townId, subject: 'window_closed', detail } };
}

/** A message that the channel is known to refuse: a bug of ours, found before it costs a call. */
function notSendable(
  { parts }: Desk,
  { townId, correlationId, outboxId }: Released,
  faults: readonly string[],
): Pick<Judged, 'alert'> {
  const detail = faults.join('; ').slice(0, LIMITS.quarantine_reason_characters_max);
  parts.log.error('a message is beyond what its channel takes', {
    correlationId,
    outboxId,
    detail,
  });
  parts.meter.sent('not_sendable', 0);
  return { alert: { townId, subject: 'not_sendable', detail } };
}

/** What a refusal asks of the number that sent, or of its whole account. */
function restOf(message: Released, { rule }: SendResult, untilMs: number): { rest?: Rest } {
  if (rule.scope !== 'number' && rule.scope !== 'account') return {};
  const { channel, providerAccountId } = message;
  return {
    rest: {
      channel,
      providerAccountId,
      all: rule.scope === 'account',
      until: new Date(untilMs),
      begunOnly: rule.begunByUsOnly,
    },
  };
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
  const { townId, conversationId, seq, priority, outboxId, attempt } = released;
  return {
    released: { townId, conversationId, seq, priority, outboxId, attempt },
    next,
    dueAt,
    outcome,
    code: result?.code ?? null,
    httpStatus: result?.httpStatus ?? null,
    providerMessageId: result?.providerMessageId ?? null,
    isWindowClosed: false,
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
  const named = batch.flatMap(({ message, outcome: { released, providerMessageId } }) =>
    message.channel === 'sms' && providerMessageId !== null
      ? { townId: released.townId, messageId: providerMessageId }
      : [],
  );
  const rests = batch.flatMap(({ rest }) => rest ?? []);
  const now = universe.now();
  const sent = batch.filter(({ outcome }) => outcome.next === 'SENT');
  const counted = sent.map((one) => countedOf(one, now));
  const entered = sent.flatMap(({ message }) => enteredBy(message, now));
  return inPlatform(database, async (tx) => {
    const outcomes = batch.map(({ outcome }) => outcome);
    const more = await recordOutcomes(tx, universe.now(), outcomes);
    if (rests.length > 0) await restNumbers(tx, rests);
    if (counted.length > 0) await countMessages(tx, now, counted);
    if (entered.length > 0) await openFreeEntries(tx, entered);
    for (const { message, alert } of batch) {
      if (alert === undefined) continue;
      const raised = { ...alert, kind: 'send_refused' } as const;
      await raiseAlertOnce(tx, causeOf(desk, message), alert.townId, raised);
    }
    // Last, so that few reports can come between this look and the commit.
    if (named.length > 0) await foldEarlyReports(tx, named);
    return { more, lanes: lost.length > 0 ? await fallBackToSms(tx, universe, lost) : [] };
  });
}
