import type { CatalogueIndex } from './catalogue-index.js';
import { findCandidates, matchWords } from './match.js';
import type { Piece } from './piece.js';
import { takeSizes } from './pack-sizes.js';
import { parseSegment, type Shape } from './parse.js';
import type { Element, NameElement } from './elements.js';
import type { Segment } from './segments.js';

/** An item as said, before the catalogue has decided what it means. */
export interface RawLine {
  readonly name: NameElement | null;
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly flags: ReadonlySet<string>;
  readonly cues: ReadonlySet<string>;
  /** The figure that was taken back for this one: the 8 of "not 8, 6 ctn". */
  readonly negated: number | null;
  /** Place of its segment. */
  readonly segment: number;
  readonly from: number;
  readonly to: number;
}

function known(index: CatalogueIndex, element: Element): boolean {
  if (element.class !== 'N') return true;
  if (element.alias || element.words.some((word) => word.concepts.length > 0)) return true;
  return findCandidates(index, matchWords(index, element.words), null).length > 0;
}

/** Sixty items without a comma between them; a longer segment is no order. */
const SEGMENT_ELEMENTS_MAX = 180;

interface Read {
  readonly shapes: readonly Shape[];
  readonly elements: readonly Element[];
  readonly tangled: boolean;
}

/** How well a reading goes with the catalogue: names with a count should be products. */
function weigh(
  shapes: readonly Shape[],
  elements: readonly Element[],
  index: CatalogueIndex,
): number {
  let weight = 0;
  for (const shape of shapes) {
    const name = shape.N === undefined ? undefined : elements[shape.N];
    if (!name) continue;
    const product = known(index, name) && !(name.class === 'N' && name.homonym);
    if (shape.Q !== undefined) weight += product ? 2 : -2;
    else weight += product ? -1 : 0;
  }
  return weight;
}

function readShapes(all: readonly Element[], index: CatalogueIndex): Read {
  const chosen = (elements: readonly Element[]): Read | null => {
    const readings = parseSegment(elements.map((element) => element.class).join(''));
    const [only, other] = readings;
    if (only && !other) return { shapes: only, elements, tangled: false };
    const weighed = readings.map((shapes) => ({ shapes, weight: weigh(shapes, elements, index) }));
    weighed.sort((a, b) => b.weight - a.weight);
    const best = weighed[0];
    return best ? { shapes: best.shapes, elements, tangled: false } : null;
  };
  const whole = all.length <= SEGMENT_ELEMENTS_MAX ? chosen(all) : null;
  if (whole) return whole;
  const kept = all.filter((element) => known(index, element));
  const plain = kept.length <= SEGMENT_ELEMENTS_MAX ? chosen(kept) : null;
  if (plain) return plain;
  const names = all.filter((element) => element.class === 'N' && known(index, element));
  return { shapes: names.map((_, i) => ({ N: i })), elements: names, tangled: true };
}

/** "About 5 kg", "5 kg jasto"; but not "3 bag make e reach today", where it stands elsewhere. */
function saysAbout(pieces: readonly Piece[]): boolean {
  const heard = pieces.filter((piece) => piece.kind !== 'drop');
  const measured = (piece: Piece | undefined): boolean =>
    piece?.kind === 'quantity' || piece?.kind === 'unit' || piece?.kind === 'name';
  return heard.some(
    (piece, i) => piece.kind === 'about' && (measured(heard[i - 1]) || measured(heard[i + 1])),
  );
}

function flagsOf(segment: Segment, figure: Element | undefined, tangled: boolean): Set<string> {
  const flags = new Set<string>(figure?.class === 'Q' ? figure.flags : []);
  if (segment.kinds.has('some')) flags.add('some');
  if (segment.kinds.has('about') && saysAbout(segment.pieces)) flags.add('range');
  if (segment.kinds.has('each')) flags.add('each');
  if (segment.kinds.has('pronoun')) flags.add('pronoun');
  if (segment.prices.length > 0) flags.add('price');
  if (segment.worth) flags.add('price');
  if (segment.opener === 'or') flags.add('either');
  if (segment.opener === 'not') flags.add('instead');
  if (segment.unlike) flags.add('unlike');
  if (segment.opener === 'but') flags.add('but');
  if (segment.denied) flags.add('denied');
  if (segment.kinds.has('ditto')) flags.add('ditto');
  if (tangled) flags.add('tangled');
  return flags;
}

function at<C extends Element['class']>(
  elements: readonly Element[],
  place: number | undefined,
  kind: C,
): Extract<Element, { class: C }> | null {
  const element = place === undefined ? undefined : elements[place];
  return element?.class === kind ? (element as Extract<Element, { class: C }>) : null;
}

/** "coke fanta sprite 1-1 crate": one measure for every name beside it. */
function sharedShapes(segment: Segment): Read | null {
  const { elements } = segment;
  const figures = elements.filter((element) => element.class === 'Q');
  const units = elements.filter((element) => element.class === 'U');
  const names = elements.filter((element) => element.class === 'N');
  const figure = figures[0];
  if (figures.length !== 1 || units.length > 1 || names.length < 2 || !figure) return null;
  if (!segment.kinds.has('each') && !figure.flags.includes('shared')) return null;
  const unit = units[0];
  const shapes = names.map((name) => ({
    N: elements.indexOf(name),
    Q: elements.indexOf(figure),
    ...(unit ? { U: elements.indexOf(unit) } : {}),
  }));
  return { shapes, elements, tangled: false };
}

function readSegment(segment: Segment, place: number, index: CatalogueIndex): RawLine[] {
  const elements = segment.elements;
  const lone = elements.every((element) => element.class === 'U') ? elements[0] : undefined;
  const alone: Read | null = lone
    ? { shapes: [{ U: 0 }], elements: [lone], tangled: false }
    : sharedShapes(segment);
  const { shapes, elements: kept, tangled } = alone ?? readShapes(elements, index);
  return shapes.map((shape) => {
    // "500 rupaiya ko chini" is quoted back with its figure.
    const priced = shape.Q === undefined && shapes.length === 1 && segment.kinds.has('price');
    const money = priced ? segment.pieces.filter((piece) => piece.kind === 'price') : [];
    const name = at(kept, shape.N, 'N');
    const figure = at(kept, shape.Q, 'Q');
    const unit = at(kept, shape.U, 'U');
    const parts = [name, figure, unit, ...money].filter((part) => part !== null);
    return {
      name,
      quantity: segment.worth && unit === null ? null : (figure?.value ?? null),
      unit: unit?.unit ?? null,
      flags: flagsOf(segment, figure ?? undefined, tangled),
      cues: segment.cues,
      negated: null,
      segment: place,
      from: Math.min(...parts.map((part) => part.from)),
      to: Math.max(...parts.map((part) => part.to)),
    };
  });
}

function withFlag(line: RawLine, flag: string): RawLine {
  return { ...line, flags: new Set([...line.flags, flag]) };
}

/** "Wai Wai 3 ctn, no make it 5 ctn": the later figure stands, with the unit it names or had. */
function correct(before: RawLine, later: RawLine): RawLine {
  return {
    ...before,
    quantity: later.quantity ?? before.quantity,
    unit: later.unit ?? before.unit,
    flags: correctedFlags(before),
    negated: before.quantity,
    cues: new Set([...before.cues, ...later.cues]),
    to: later.to,
  };
}

/** Taken back again and again, nobody knows what is meant. */
function correctedFlags(before: RawLine): Set<string> {
  const flags = new Set([...before.flags].filter((flag) => flag !== 'range'));
  if (flags.has('corrected_twice')) flags.add('tangled');
  if (flags.has('corrected')) flags.add('corrected_twice');
  return flags.add('corrected');
}

function isMeasure(line: RawLine): boolean {
  return line.name === null && line.quantity !== null;
}

/** "sugar, 10 kg": the figure for the name before it. */
function fill(waiting: RawLine, measure: RawLine): RawLine {
  return {
    ...waiting,
    quantity: measure.quantity,
    unit: measure.unit ?? waiting.unit,
    flags: new Set([...waiting.flags, ...measure.flags]),
    cues: new Set([...waiting.cues, ...measure.cues]),
    negated: measure.negated,
    to: measure.to,
  };
}

/**
 * "Jogoo tano sio tatu", "4 cartons pas 5": the figure before the "not" stands. "Onion not chicken
 * 3 carton": so does the name, and takes the figure behind. Null where nothing stood before.
 */
function standFirm(last: RawLine, denied: RawLine): RawLine | null {
  const unit = last.unit ?? denied.unit;
  const { quantity, to } = denied;
  if (last.quantity !== null) {
    // Without a figure it may stand in the basket, and is read as a line of its own.
    if (denied.name) return quantity === null ? null : { ...last, to };
    return { ...withFlag(last, 'corrected'), unit, negated: quantity, to };
  }
  return denied.name && last.name ? { ...last, quantity, unit, to } : null;
}

/** What a line makes of the line before it; null when it stands beside it. */
function absorb(last: RawLine, line: RawLine): RawLine | null {
  const later = last.segment !== line.segment;
  const firm = later && line.flags.has('unlike') ? standFirm(last, line) : null;
  if (firm || !isMeasure(line)) return firm;
  if (later && (line.flags.has('instead') || line.cues.has('set'))) return correct(last, line);
  const waits = last.name !== null && last.quantity === null;
  return waits && !line.flags.has('each') ? fill(last, line) : null;
}

/** Whether a whole item takes the place of the one before: "coffee... no, two nescafe". */
function replaces(last: RawLine, line: RawLine): boolean {
  if (!line.flags.has('instead') || line.flags.has('unlike')) return false;
  if (last.segment !== line.segment - 1) return false;
  return line.name !== null && line.quantity !== null;
}

/** "5 au lieu de 3 cartons de dolima": the name of the one with the figure of the other. */
function exchange(wanted: RawLine, named: RawLine): RawLine {
  const unit = wanted.unit ?? named.unit;
  const { quantity, flags, from } = wanted;
  const corrected = new Set([...flags, 'corrected']);
  return { ...named, quantity, unit, negated: named.quantity, flags: corrected, from };
}

/**
 * "Not 8, 6 ctn wai wai", "5 hoina 3 ctn wai wai", "wai wai not 5, 3 ctn": a figure that is only
 * named to be taken back, before the one that stands.
 */
function takeBack(lines: readonly RawLine[]): RawLine[] {
  const out: RawLine[] = [];
  let denied: number | null = null;
  let taken: RawLine | null = null;
  for (const [i, line] of lines.entries()) {
    if (taken) {
      out.push(exchange(taken, line));
      taken = null;
      continue;
    }
    const next = lines[i + 1];
    const first = out[out.length - 1]?.quantity == null && isMeasure(line);
    if (first && next?.quantity != null && next.segment === line.segment + 1) {
      if (next.name !== null && next.flags.has('unlike') && !line.flags.has('instead')) {
        taken = line;
        continue;
      }
      const [here, there] = [line, next].map((one) => one.flags.has('instead'));
      if (here === true ? there === false : there === true && next.name !== null) {
        denied = line.quantity;
        continue;
      }
    }
    out.push(denied === null ? line : { ...withFlag(line, 'corrected'), negated: denied });
    denied = null;
  }
  return out;
}

/**
 * Joins what belongs together across commas and takes back what was taken back: the last value
 * wins, a name and a figure on either side of a colon meet, a negated item is dropped.
 */
function settle(lines: readonly RawLine[]): RawLine[] {
  const out: RawLine[] = [];
  for (const line of takeBack(lines)) {
    const last = out.pop();
    if (!last) {
      out.push(line);
      continue;
    }
    const one = absorb(last, line);
    if (one) {
      out.push(one);
      continue;
    }
    const either = line.flags.has('either') && last.segment === line.segment - 1;
    if (!replaces(last, line)) out.push(either ? withFlag(last, 'either') : last);
    // Named to be taken back: it may stand in the basket.
    else if (last.name && last.quantity === null) out.push(withFlag(last, 'denied'));
    out.push(line);
  }
  return out;
}

/** "2 ctn each of wai wai, rara and coke"; "wai wai, rara 2-2 ctn"; "(all na carton)". */
function share(lines: readonly RawLine[]): RawLine[] {
  const shares = (line: RawLine): boolean =>
    line.quantity !== null && (line.flags.has('each') || line.flags.has('shared'));
  const source = lines.find(shares);
  const lone = lines.find((line) => line.name === null && line.quantity === null && line.unit);
  return lines.flatMap((line) => {
    if (line === lone) return [];
    if (line === source && line.name === null) return [];
    let filled = line;
    if (source && line.name && line.quantity === null)
      filled = { ...filled, quantity: source.quantity, unit: filled.unit ?? source.unit };
    if (lone && filled.name && filled.unit === null) filled = { ...filled, unit: lone.unit };
    return [filled];
  });
}

/** "Coke 3 kret, sprite pani teti nai": as much as of the item before. */
function repeatAmounts(lines: readonly RawLine[]): RawLine[] {
  let last: RawLine | null = null;
  return lines.map((line) => {
    const same = line.flags.has('ditto') && line.name !== null && line.quantity === null;
    const filled: RawLine =
      same && last ? { ...line, quantity: last.quantity, unit: line.unit ?? last.unit } : line;
    if (filled.quantity !== null) last = filled;
    return filled;
  });
}

/** "Surf excel 1kg 5 packet aur 500 gram 10 packet": the name of the item before, another size. */
function nameElided(segments: readonly Segment[], index: CatalogueIndex): readonly Segment[] {
  let name: NameElement | null = null;
  return segments.map((segment) => {
    const { elements } = segment;
    const own = elements.filter((element) => element.class === 'N');
    const figures = elements.filter((element) => element.class === 'Q').length;
    const last = own[own.length - 1] ?? null;
    if (last) name = last;
    if (last || !name || figures !== 2 || segment.apart || segment.opener === 'not') return segment;
    const bare = { ...name, sizes: [], numerals: [] };
    const named = takeSizes([bare, ...elements], index);
    const from = elements[0]?.from ?? 0;
    const placed = named.map((element) =>
      element.class === 'N' ? { ...element, from, to: Math.max(element.to, from) } : element,
    );
    return named.length === elements.length + 1 ? segment : { ...segment, elements: placed };
  });
}

/** Figures with units that belong to no name: the item before them is asked about, not guessed. */
function doubtStrays(lines: readonly RawLine[]): RawLine[] {
  const stray = (line: RawLine | undefined): boolean =>
    line?.name === null && line.quantity !== null && line.unit !== null;
  const shares = lines.some((line) => line.flags.has('each') || line.flags.has('shared'));
  return lines.map((line, i) => {
    const after = lines[i + 1];
    const takes = line.name !== null && line.quantity !== null && stray(after);
    return takes && !shares && !after?.cues.has('set') ? withFlag(line, 'tangled') : line;
  });
}

/** Reads the items out of a message's segments. */
export function readRawLines(segments: readonly Segment[], index: CatalogueIndex): RawLine[] {
  const lines = nameElided(segments, index).flatMap((segment, place) =>
    segment.elements.length === 0 ? [] : readSegment(segment, place, index),
  );
  return share(doubtStrays(repeatAmounts(settle(lines))));
}
