import { formatMilli } from '../base/quantity.js';
import { openOffersOf } from '../domain/orders/offers.js';
import { listHeld } from '../domain/costs/costs.js';
import { normalise } from '../language/normalise.js';
import type { ReadingContext } from '../language/reading.js';
import { readShelf } from '../language/shelf.js';
import type { Shelf, ShelfLine } from '../language/shelf.js';
import { optionOf } from './read-lines.js';
import type { ShelfDraft, ShelfItem } from './shelf-vocabulary.js';
import type { Turn } from './turn.js';

/** A key for the vendor's own goods that no number of an order can be. */
const OWN = 'own';

const UNIT_DOUBTS = ['unit_not_sold', 'volume_measure', 'range'] as const;

/** The vendor's goods, so that their words are held against those first. */
function ownGoods({ knowledge }: Turn, held: readonly string[]): ReadingContext['orders'] {
  const { products } = knowledge.catalogue;
  const lines = held.flatMap((productId) => {
    const unit = products.get(productId)?.defaultUnit;
    return unit === undefined ? [] : [{ productId, quantity: 0n, unit }];
  });
  return { [OWN]: lines };
}

/** Words that only say that goods of an open offer are gone are an answer to that offer. */
async function answersOffer(turn: Turn, vendorId: string, shelf: Shelf): Promise<boolean> {
  if (shelf.headed || !shelf.lines.every(({ gone }) => gone)) return false;
  const offers = await openOffersOf(turn.tx, turn.cause, vendorId);
  return shelf.lines.some(({ line: { product } }) =>
    offers.some(({ lines }) =>
      lines.some((one) => product.kind === 'one' && product.productId === one.productId),
    ),
  );
}

function itemOf(
  { knowledge }: Turn,
  { line, kind, figure, unit }: ShelfLine,
  held: readonly string[],
): ShelfItem {
  const { product, doubts, text: said } = line;
  const ids =
    product.kind === 'one'
      ? [product.productId]
      : product.kind === 'choice'
        ? product.productIds
        : product.nearest;
  const options = ids.flatMap((id) => {
    const found = held.includes(id) ? optionOf(knowledge.catalogue, id, null) : undefined;
    return found ? [{ productId: id, name: found.name }] : [];
  });
  // Of a unit that it is not sold in nobody knows what it comes to: then nothing can be chosen.
  const known = product.kind === 'one' && UNIT_DOUBTS.every((doubt) => !doubts.includes(doubt));
  if (product.kind === 'one') {
    const productId = known ? product.productId : null;
    return { said, productId, options: [], kind, figure: formatMilli(figure), unit };
  }
  const productId = null;
  return { said, productId, options, kind, figure: formatMilli(figure), unit };
}

/**
 * What a vendor's message says of their own stock and prices; null where it says something else:
 * a question, an answer that names its order, a yes. In: the message, and the numbers of the
 * vendor's open orders. Reads the vendor's goods; takes no lock.
 */
export async function hearShelf(
  turn: Turn,
  messageId: string,
  text: string,
  orders: readonly string[],
): Promise<Omit<ShelfDraft, 'answer' | 'late'> | null> {
  const { session, party, knowledge } = turn;
  if (session.flowId !== 'vendor' || party === null) return null;
  const figures = normalise(text).match(/\p{Nd}+/gu) ?? [];
  if (figures.some((figure) => orders.includes(figure))) return null;
  const context: ReadingContext = {
    role: 'vendor',
    awaiting: null,
    basket: [],
    orders: {},
    learned: new Map(),
    history: [],
  };
  // Most messages are something else, which is found without reading the vendor's goods.
  if (readShelf(text, { ...context, orders: { [OWN]: [] } }, knowledge.index) === null) return null;
  const held = await listHeld(turn.tx, party.id);
  const own = { ...context, orders: ownGoods(turn, held) };
  const shelf = readShelf(text, own, knowledge.index);
  if (shelf === null || (await answersOffer(turn, party.id, shelf))) return null;
  return {
    id: messageId,
    items: shelf.lines.map((line) => itemOf(turn, line, held)),
    said: text,
    own: shelf.headed,
    sure: false,
  };
}
