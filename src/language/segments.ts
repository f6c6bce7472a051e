import { settleHomonyms, toElements, type Element } from './elements.js';
import { findPhrase, hasRole } from './lexicon.js';
import { takeSizes } from './pack-sizes.js';
import type { Piece, Tagging } from './piece.js';

/** A stretch between commas, line ends, "and", "no": at most a few items. */
export interface Segment {
  readonly elements: readonly Element[];
  readonly pieces: readonly Piece[];
  /** What stands before it. */
  readonly opener: 'start' | 'break' | 'and' | 'or' | 'not' | 'but';
  /** A line's end or a full stop stands before it: nothing is carried over that. */
  readonly apart: boolean;
  readonly cues: ReadonlySet<string>;
  readonly kinds: ReadonlySet<Piece['kind']>;
  readonly prices: readonly number[];
  /** "Not" and not "no" stands before it: what is said here gives way to what was said before. */
  readonly unlike: boolean;
  /** What is named here is said to be unwanted: "no stallion, big bull two bag". */
  readonly denied: boolean;
  /** "If no tokla", and what hangs on it up to the end of the sentence. */
  readonly conditional: boolean;
  /** "500 ko chini": a bare figure says how much money, not how many. */
  readonly worth: boolean;
}

const OPENERS = new Set<Piece['kind']>(['break', 'and', 'or', 'not', 'question']);

function openerOf(piece: Piece | undefined): Segment['opener'] {
  if (!piece) return 'start';
  if (piece.kind === 'and' || piece.kind === 'or' || piece.kind === 'not') return piece.kind;
  return piece.flags?.includes('but') === true ? 'but' : 'break';
}

const WORTH_MIN = 20;

function roleAt(tagging: Tagging, at: number, role: string): boolean {
  return hasRole(findPhrase(tagging.index.lexicon, tagging.tokens, at), role);
}

/** "500 ko chini", "sukari ya 200", "200 worth of sugar": the only figure, and without a unit. */
function isWorth(pieces: readonly Piece[], tagging: Tagging): boolean {
  const figures = pieces.filter((piece) => piece.kind === 'quantity');
  const figure = figures[0];
  if (!figure || figures.length > 1 || (figure.value ?? 0) < WORTH_MIN) return false;
  if (pieces.some((piece) => piece.kind === 'unit')) return false;
  if (roleAt(tagging, figure.to, 'worth')) return true;
  return figure.from > 0 && roleAt(tagging, figure.from - 1, 'worth_before');
}

/** Languages whose verb stands after what it is about. */
const VERB_LAST = new Set(['ne', 'ne-Latn', 'hi', 'hi-Latn', 'bn', 'bn-Latn']);

const DENIALS = new Set(['except', 'remove', 'no']);

/** "No bring stallion", "si pembe"; where the verb stands last, a no is about what was before. */
function isDenied(pieces: readonly Piece[], opener: Piece | undefined): boolean {
  if (pieces.some((piece) => piece.kind !== 'name' && piece.cues.some((cue) => DENIALS.has(cue))))
    return true;
  return opener?.kind === 'not' && !(opener.tags ?? []).some((tag) => VERB_LAST.has(tag));
}

function toSegment(
  pieces: readonly Piece[],
  opener: Piece | undefined,
  tagging: Tagging,
  apart: boolean,
  refused: boolean,
): Segment {
  const settled = settleHomonyms(pieces);
  const cues = new Set<string>();
  const kinds = new Set<Piece['kind']>();
  const prices: number[] = [];
  for (const piece of settled) {
    kinds.add(piece.kind);
    if (piece.kind !== 'name') for (const cue of piece.cues) cues.add(cue);
    if (piece.kind === 'price') prices.push(piece.value ?? 0);
  }
  return {
    elements: takeSizes(toElements(settled, tagging), tagging.index),
    pieces: settled,
    opener: openerOf(opener),
    apart,
    cues,
    kinds,
    worth: isWorth(settled, tagging),
    unlike: opener?.flags?.includes('unlike') === true,
    denied: refused || isDenied(settled, opener),
    conditional: settled.some((piece) => piece.cues.includes('if')),
    prices,
  };
}

const TURNS = new Set(['remove', 'except', 'add', 'set', 'cancel']);
/**
 * A verb between two items ends the one or begins the other: "waiwai hatayera | rara 3 carton
 * haldinu", "remove sugar | add 2 crate coke".
 */
function turns(
  pieces: readonly Piece[],
  at: number,
  current: readonly Piece[],
): 'before' | 'after' | null {
  const piece = pieces[at];
  if (piece?.kind !== 'cue' || !piece.cues.some((cue) => TURNS.has(cue))) return null;
  const item = (one: Piece): boolean => one.kind === 'name' && one.homonym !== true;
  const ahead = pieces.slice(at + 1, at + 6);
  const stop = ahead.findIndex((one) => OPENERS.has(one.kind));
  const rest = stop < 0 ? ahead : ahead.slice(0, stop);
  if (!current.some(item) || !rest.some((one) => item(one) || one.kind === 'quantity')) return null;
  return piece.tags?.every((tag) => VERB_LAST.has(tag)) === true ? 'after' : 'before';
}

/** "Instead of waiwai | send 3 ctn rara": what is denied ends where something else is wanted. */
function endsDenial(pieces: readonly Piece[], at: number, current: readonly Piece[]): boolean {
  const piece = pieces[at];
  const item = (one: Piece): boolean => one.kind === 'name' && one.homonym !== true;
  const verb = piece?.kind === 'cue' && piece.cues.some((cue) => cue === 'send' || cue === 'want');
  if (!current.some(item) || !(verb || piece?.kind === 'quantity')) return false;
  const rest = pieces.slice(at + 1);
  const stop = rest.findIndex((one) => OPENERS.has(one.kind));
  return (stop < 0 ? rest : rest.slice(0, stop)).some(item);
}

/** Segments in the making: what has been cut off, and the pieces of the one under way. */
class Cutter {
  readonly segments: Segment[] = [];
  private current: Piece[] = [];
  private opener: Piece | undefined;
  private apart = true;
  private readonly tagging: Tagging;

  constructor(tagging: Tagging) {
    this.tagging = tagging;
  }

  close(refused = false): void {
    if (this.current.length > 0)
      this.segments.push(toSegment(this.current, this.opener, this.tagging, this.apart, refused));
    this.current = [];
    this.apart = false;
  }

  /** "2 ctn rara - Ramesh Store": behind a whole item, a dash begins something else. */
  dash(): void {
    const has = (kind: Piece['kind']): boolean => this.current.some((piece) => piece.kind === kind);
    if (has('name') && has('quantity')) this.turn();
  }

  /** A piece of an item; a verb between two items cuts before or after itself. */
  take(piece: Piece, turn: 'before' | 'after' | null): void {
    if (turn === 'before') this.turn();
    this.current.push(piece);
    if (turn === 'after') this.turn();
  }

  private turn(): void {
    this.close();
    this.opener = undefined;
  }

  /**
   * A piece that ends a segment, and may refuse what it names. "No," stays a no across the comma
   * behind it.
   */
  open(piece: Piece, refuses: boolean): void {
    if (piece.kind === 'question') this.current.push(piece);
    const idle = this.current.length === 0;
    if (idle && this.opener?.kind === 'not' && piece.kind === 'break') return;
    if (!idle) this.close(refuses);
    this.apart ||= piece.flags?.some((flag) => flag === 'line' || flag === 'stop') ?? false;
    this.opener = piece;
  }

  get denies(): boolean {
    return this.opener?.flags?.includes('unlike') === true;
  }

  get pieces(): readonly Piece[] {
    return this.current;
  }
}

function isDash(piece: Piece, { tokens }: Tagging): boolean {
  const [token, next] = [tokens[piece.from], tokens[piece.to]];
  return token?.kind === 'dash' && token.spaced && next?.kind === 'word' && next.spaced;
}

/** "Chini nahi", "chini hoina": where the verb stands last, a no that ends a clause is about it. */
function refusesBefore(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  const next = pieces[at + 1];
  const ends = next === undefined || next.kind === 'break';
  if (piece?.kind !== 'not' || !ends) return false;
  return (piece.tags ?? []).some((tag) => VERB_LAST.has(tag));
}

/** Cuts a tagged message where one item may end and another begin. */
export function cutSegments(pieces: readonly Piece[], tagging: Tagging): Segment[] {
  const cutter = new Cutter(tagging);
  for (const [at, piece] of pieces.entries()) {
    if (isDash(piece, tagging)) cutter.dash();
    if (OPENERS.has(piece.kind)) cutter.open(piece, refusesBefore(pieces, at));
    else if (cutter.denies && endsDenial(pieces, at, cutter.pieces)) cutter.take(piece, 'before');
    else cutter.take(piece, turns(pieces, at, cutter.pieces));
  }
  cutter.close();
  return cutter.segments;
}
