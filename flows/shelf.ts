import type {
  Effect,
  Part,
  Say,
  ShelfChange,
  ShelfDone,
  ShelfDraft,
  ShelfWords,
  Tap,
} from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { gapped, keepWords, part, sentence, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/**
 * A vendor's words about their own stock and prices: what is asked about them, one question at a
 * time, until nothing is in doubt; then they are acted on, all of them at once.
 */

/** What is asked; everything else about the words is in the draft. */
type Ask =
  | { readonly why: 'which'; readonly place: number }
  | { readonly why: 'offer'; readonly number: string; readonly name: string }
  | { readonly why: 'either'; readonly name: string; readonly figure: string }
  | { readonly why: 'unlikely'; readonly changes: readonly ShelfChange[] };

/** A vendor's words that wait for an answer. */
export interface Shelved {
  readonly draft: ShelfDraft;
  readonly ask: Ask;
}

/** What comes of words or of an answer: what waits now, and what is done or said. */
export interface ShelfStep {
  readonly shelf: Shelved | null;
  readonly effects: readonly Effect[];
}

function changeParts(changes: readonly ShelfChange[]): readonly Part[] {
  return changes.flatMap(({ kind, name, unit, before, after, shopsPay }) => {
    if (kind === 'stock') {
      const quantities = {
        before: { quantity: before, unit },
        after: { quantity: after, unit },
      };
      return [part('goods.stock', { name, ...quantities })];
    }
    const prices = { before: { money: before }, after: { money: after } };
    const changed = part('goods.price', { name, unit: { unit }, ...prices });
    if (shopsPay === null) return [changed];
    return [changed, part('goods.dearer', { price: { money: shopsPay } })];
  });
}

function answerTap(draft: ShelfDraft, answer: string, key: ShelfButton, number = ''): Tap {
  const holes = key === 'button.shelf_offer' ? { number: { digits: number } } : undefined;
  return tap(TAP.shelf(draft.id, answer), key, holes);
}

type ShelfButton =
  | 'button.shelf_yes'
  | 'button.shelf_no'
  | 'button.shelf_stock'
  | 'button.shelf_price'
  | 'button.shelf_own'
  | 'button.shelf_offer'
  | 'button.shelf_none';

/** Asks which of several goods is meant, as a list with "none of these". */
function askWhich(draft: ShelfDraft, place: number): Say {
  const { said = '', options = [] } = draft.items[place] ?? {};
  const rows = options.slice(0, FLOW_LIMITS.rows_max - 1).map(({ productId, name }) => ({
    id: TAP.shelf(draft.id, productId),
    title: { text: name },
  }));
  const none = answerTap(draft, 'no', 'button.shelf_none');
  return {
    type: 'say',
    parts: [part('goods.which', { said: { quote: said } })],
    list: { open: part('open.choose'), rows: [...rows, none] },
    harmless: true,
  };
}

/** The question that waits, with what can be tapped. */
function askShelf({ draft, ask }: Shelved): Say {
  switch (ask.why) {
    case 'which':
      return askWhich(draft, ask.place);
    case 'either':
      return tell(
        [part('goods.either', { name: ask.name, figure: { digits: ask.figure } })],
        [
          answerTap(draft, 'stock', 'button.shelf_stock'),
          answerTap(draft, 'price', 'button.shelf_price'),
          answerTap(draft, 'no', 'button.shelf_no'),
        ],
      );
    case 'offer':
      return tell(
        [part('goods.offer', { number: { digits: ask.number }, name: ask.name })],
        [
          answerTap(draft, 'offer', 'button.shelf_offer', ask.number),
          ...(draft.items.some(({ kind }) => kind === 'either')
            ? [
                answerTap(draft, 'stock', 'button.shelf_stock'),
                answerTap(draft, 'price', 'button.shelf_price'),
              ]
            : [
                answerTap(draft, 'own', 'button.shelf_own'),
                answerTap(draft, 'no', 'button.shelf_no'),
              ]),
        ],
      );
    case 'unlikely':
      return tell(
        [part('goods.unlikely'), ...changeParts(ask.changes), gapped(part('goods.right'))],
        [answerTap(draft, 'yes', 'button.shelf_yes'), answerTap(draft, 'no', 'button.shelf_no')],
      );
  }
}

function asked(draft: ShelfDraft, ask: Ask): ShelfStep {
  const shelf = { draft, ask };
  return { shelf, effects: [askShelf(shelf)] };
}

/** Asks about the first product that is not clear; acts where all are. */
function goOn(draft: ShelfDraft): ShelfStep {
  const place = draft.items.findIndex(({ productId }) => productId === null);
  if (place === -1) {
    return { shelf: null, effects: [{ type: 'do_work', work: { what: 'shelf', draft } }] };
  }
  const item = draft.items[place];
  if (item?.options.length === 0) {
    const said = { quote: item.said };
    return { shelf: null, effects: [sentence('goods.unknown', { said })] };
  }
  return asked(draft, { why: 'which', place });
}

const DROPPED: ShelfStep = { shelf: null, effects: [sentence('goods.dropped')] };

/** Sets what a bare figure is, all over the message: it was asked once. */
function kinded(draft: ShelfDraft, kind: 'stock' | 'price'): ShelfDraft {
  const items = draft.items.map((item) => (item.kind === 'either' ? { ...item, kind } : item));
  return { ...draft, items, own: true };
}

function productChosen(draft: ShelfDraft, place: number, productId: string): ShelfDraft {
  const { said = '' } = draft.items[place] ?? {};
  const items = draft.items.map((item, at) => {
    const same = at === place || (item.productId === null && item.said === said);
    return same ? { ...item, productId } : item;
  });
  return { ...draft, items };
}

/** To the order after all: the same words, as an answer to its offer. */
function toOffer({ draft, ask }: Shelved): ShelfStep {
  if (ask.why !== 'offer') return { shelf: { draft, ask }, effects: [askShelf({ draft, ask })] };
  const { number } = ask;
  const { answer: words } = draft;
  if (words === null) {
    return {
      shelf: null,
      effects: [sentence('refusal.change_unclear', { number: { digits: number } })],
    };
  }
  return { shelf: null, effects: [{ type: 'change_offer', offerId: null, number, words }] };
}

/** What an answer does to what waits; one that fits no question asks it again. */
function answer(shelved: Shelved, said: string): ShelfStep {
  const { draft, ask } = shelved;
  switch (said) {
    case 'no':
      return DROPPED;
    case 'yes':
      return ask.why === 'unlikely' ? goOn({ ...draft, sure: true }) : asked(draft, ask);
    case 'stock':
    case 'price':
      return goOn(kinded(draft, said));
    case 'own':
      return goOn({ ...draft, own: true });
    case 'offer':
      return toOffer(shelved);
    default: {
      const known =
        ask.why === 'which' &&
        draft.items[ask.place]?.options.some(({ productId }) => productId === said);
      return known === true ? goOn(productChosen(draft, ask.place, said)) : asked(draft, ask);
    }
  }
}

function kept(draft: ShelfDraft): ShelfDraft {
  const items = draft.items.map((item) => ({ ...item, said: keepWords(item.said) }));
  return { ...draft, items, said: keepWords(draft.said) };
}

/** What words or a tapped answer lead to; `waiting` is what was asked last, if it is open. */
export function stepShelf(waiting: Shelved | null, words: ShelfWords): ShelfStep {
  if (words.what === 'shelf') return goOn(kept(words.draft));
  if (waiting?.draft.id !== words.draftId) {
    return { shelf: waiting, effects: [sentence('goods.over')] };
  }
  return answer(waiting, words.answer);
}

/** A bare yes or no to what waits. */
export function answerShelf(waiting: Shelved | null, yes: boolean): ShelfStep {
  return waiting === null ? DROPPED : answer(waiting, yes ? 'yes' : 'no');
}

/** What became of the words: said back, or what is asked next. */
export function shelfDone(done: ShelfDone): ShelfStep {
  const { draft } = done;
  switch (done.was) {
    case 'kept':
      return { shelf: null, effects: [tell([part('goods.kept'), ...changeParts(done.changes)])] };
    case 'unlikely':
      return asked(draft, { why: 'unlikely', changes: done.changes });
    case 'offer':
      return asked(draft, { why: 'offer', number: done.number, name: done.name });
    case 'either':
      return asked(draft, { why: 'either', name: done.name, figure: done.figure });
  }
}
