import { createHmac, timingSafeEqual } from 'node:crypto';
import { USSD } from '../../base/ussd-limits.js';
import type { Caller } from './queries.js';

/** What a gateway's call comes to for this caller. The shape is that of `channels/ussd/port.ts`. */
export interface Call {
  readonly gateway: string;
  readonly session: string;
  readonly phone: string;
  readonly serviceCode: string;
  readonly kind: 'start' | 'input' | 'end';
  readonly input:
    | { readonly kind: 'path'; readonly text: string }
    | { readonly kind: 'latest'; readonly text: string; readonly turn: number | null };
}

/** How far the session has come, as it is kept: no sign of what was typed. */
export interface Progress {
  readonly pathLength: number;
  readonly pathHmac: Buffer;
}

export type Step =
  /** A session not seen before, with what was dialled behind the code. */
  | { readonly kind: 'start'; readonly dialled: readonly string[]; readonly progress: Progress }
  /** A next input of the open session. */
  | { readonly kind: 'next'; readonly typed: string; readonly progress: Progress }
  /** A repeat, or something older: the stored screen once more. */
  | { readonly kind: 'again' }
  /** An input of a session that is not open here. */
  | { readonly kind: 'over' };

function hmacOf(key: string, call: Call, text: string): Buffer {
  return createHmac('sha256', key).update(`path ${call.gateway} ${call.session} ${text}`).digest();
}

function isSame(kept: Buffer | null, now: Buffer): boolean {
  return kept?.length === now.length && timingSafeEqual(kept, now);
}

/** Whether a call is of the session that the caller speaks in. */
export function speaksIn({ gateway, sessionId }: Caller, call: Call): boolean {
  return sessionId === call.session && gateway === call.gateway;
}

/**
 * Reads a call against what is kept of its session. Where a gateway sends everything typed so far,
 * the new input is what follows the stored text and one `*`, so that an input may hold `*` itself;
 * the same text again is a repeat, a shorter one stale.
 */
export function stepOf(key: string, call: Call, caller: Caller, nowMs: number): Step {
  const isOpen = speaksIn(caller, call);
  return call.input.kind === 'path'
    ? stepOnPath(key, call, call.input.text, isOpen ? caller : null)
    : stepOnLatest(key, call, call.input, isOpen ? caller : null, nowMs);
}

function stepOnPath(key: string, call: Call, text: string, open: Caller | null): Step {
  const progress = { pathLength: text.length, pathHmac: hmacOf(key, call, text) };
  if (open === null) {
    return { kind: 'start', dialled: text === '' ? [] : text.split('*'), progress };
  }
  const { pathLength, pathHmac } = open;
  if (text.length <= pathLength || open.screenEnds) return { kind: 'again' };
  if (pathLength === 0) return { kind: 'next', typed: text, progress };
  const before = text.slice(0, pathLength);
  const follows = text[pathLength] === '*' && isSame(pathHmac, hmacOf(key, call, before));
  if (!follows) return { kind: 'again' };
  return { kind: 'next', typed: text.slice(pathLength + 1), progress };
}

function stepOnLatest(
  key: string,
  call: Call,
  input: Extract<Call['input'], { kind: 'latest' }>,
  open: Caller | null,
  nowMs: number,
): Step {
  const { text, turn } = input;
  // The gateway's own number of the turn stands where a path's length does.
  const progress = { pathLength: turn ?? 0, pathHmac: hmacOf(key, call, text) };
  if (call.kind === 'start') {
    return open === null ? { kind: 'start', dialled: [], progress } : { kind: 'again' };
  }
  if (open === null) return { kind: 'over' };
  if (open.screenEnds) return { kind: 'again' };
  const isRepeat =
    turn === null
      ? isSame(open.pathHmac, progress.pathHmac) &&
        nowMs - open.changedAt.getTime() < USSD.repeat_ms
      : turn <= open.pathLength;
  return isRepeat ? { kind: 'again' } : { kind: 'next', typed: text, progress };
}
