import type { Outcome } from '../../src/base/outcome.js';
import type { Tx } from '../../src/db/transaction.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { answerChange } from '../../src/usecases/answer-change.js';
import { answerOffer } from '../../src/usecases/answer-offer.js';
import type { AnswerRefusal, OfferAnswered } from '../../src/usecases/answer-offer.js';
import { assignOrder } from '../../src/usecases/assign-order.js';
import type { Assigned, AssignmentTerms } from '../../src/usecases/assign-order.js';
import { changeOffer } from '../../src/usecases/change-offer.js';
import type { OfferWords } from '../../src/usecases/draft-change.js';
import { editBasket } from '../../src/usecases/edit-basket.js';
import type { TextEdit } from '../../src/usecases/edit-basket.js';
import type { ShownBasket } from '../../src/usecases/shown-basket.js';
import { packOrder } from '../../src/usecases/pack-order.js';
import type { PackOrder, Packed, PackRefusal } from '../../src/usecases/pack-order.js';
import { placeOrder } from '../../src/usecases/place-order.js';
import type { Placed, PlaceRefusal } from '../../src/usecases/place-order.js';
import type { ChangeChoice, ChangeTerms } from '../../src/usecases/settle-change.js';
import type { TestTown } from './town.js';

/** What came of it, or a failed test: for the steps a test only passes through. */
export function must<T, R extends string>(outcome: Outcome<T, R>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
  return outcome.value;
}

/** An edit with the fields that a test cares for. */
export function edit(
  op: TextEdit['op'],
  productId: string,
  quantity: string | null,
  unit: string | null = null,
): TextEdit {
  return { op, productId, quantity, unit, said: `${quantity} ${unit}`, reasons: [] };
}

/** Steps of a trade, each in a transaction of its own, as the edge would run them. */
export interface Trade {
  fill(retailerId: string, edits: readonly TextEdit[]): Promise<ShownBasket>;
  place(
    retailerId: string,
    basket: ShownBasket,
    cash?: boolean,
  ): Promise<Outcome<Placed, PlaceRefusal>>;
  /** A filled basket and its confirmation. */
  order(retailerId: string, edits: readonly TextEdit[]): Promise<Placed>;
  assign(orderId: string): Promise<Outcome<Assigned, 'no_such_order' | 'not_now'>>;
  answer(
    vendorId: string,
    offerId: string,
    answer: 'accept' | 'decline',
  ): Promise<Outcome<OfferAnswered, AnswerRefusal>>;
  /** What the town brings to what is done in it. */
  terms(tx: Tx): Promise<ChangeTerms & AssignmentTerms>;
  /** The vendor would do it otherwise. */
  change(
    vendorId: string,
    offerId: string,
    words: Partial<OfferWords>,
  ): ReturnType<typeof changeOffer>;
  /** The retailer answers what waits in the offer. */
  consent(
    retailerId: string,
    offerId: string,
    choice: ChangeChoice,
    changeNo?: number,
  ): ReturnType<typeof answerChange>;
  /** Ordered, assigned and accepted: what waits to be packed, and whose it is. */
  accepted(
    retailerId: string,
    edits: readonly TextEdit[],
  ): Promise<{ readonly orderId: string; readonly number: bigint; readonly vendorId: string }>;
  /** An operator packs, with the lines that are short. */
  pack(orderId: string, picks: PackOrder['picks']): Promise<Outcome<Packed, PackRefusal>>;
  /** The id of the order's open offer, undefined when none is open. */
  openOffer(orderId: string): Promise<{ offerId: string; vendorId: string } | undefined>;
}

/** Steps in one town. */
export function tradeIn(town: TestTown): Trade {
  const fill: Trade['fill'] = async (retailerId, edits) => {
    const cause = town.cause('retailer', retailerId);
    const terms = await town.readTerms();
    return must(await town.run((tx) => editBasket(tx, cause, terms, retailerId, edits)));
  };
  const place: Trade['place'] = async (retailerId, { basketId, version }, cash = false) => {
    const nextNumber = (): Promise<bigint> => town.numbers.next(town.id);
    const cause = town.cause('retailer', retailerId);
    const order = { retailerId, basketId, version, nextNumber, cash, cashAllowed: cash };
    const terms = await town.readTerms();
    return town.run((tx) => placeOrder(tx, cause, terms, order));
  };
  const terms: Trade['terms'] = async (tx) => {
    const { settings, timeZone } = await readTown(tx);
    const nextNumber = (): Promise<bigint> => town.numbers.next(town.id);
    return { catalogue: town.catalogue, settings, timeZone, nextNumber };
  };
  const order: Trade['order'] = async (retailerId, edits) =>
    must(await place(retailerId, await fill(retailerId, edits)));
  const trade: Trade = {
    fill,
    place,
    order,
    accepted: async (retailerId, edits) => {
      const { orderId, number } = await order(retailerId, edits);
      must(await trade.assign(orderId));
      const { offerId = '', vendorId = '' } = (await trade.openOffer(orderId)) ?? {};
      must(await trade.answer(vendorId, offerId, 'accept'));
      return { orderId, number, vendorId };
    },
    pack: (orderId, picks) =>
      town.run((tx) =>
        packOrder(tx, town.cause('operator', 'op'), town.catalogue, {
          order: { id: orderId },
          vendorId: null,
          picks,
          reason: '',
        }),
      ),
    assign: (orderId) =>
      town.run(async (tx) => {
        return assignOrder(tx, town.cause('machine'), await terms(tx), orderId);
      }),
    answer: (vendorId, offerId, answer) =>
      town.run((tx) =>
        answerOffer(tx, town.cause('vendor', vendorId), {
          vendorId,
          offerId,
          number: null,
          answer,
          reason: '',
        }),
      ),
    terms,
    change: (vendorId, offerId, words) =>
      town.run(async (tx) =>
        changeOffer(tx, town.cause('vendor', vendorId), await terms(tx), {
          vendorId,
          offerId,
          number: null,
          words: { lines: [], price: null, said: 'test', ...words },
          minorPerMajor: 100n,
        }),
      ),
    consent: (retailerId, offerId, choice, changeNo = 1) =>
      town.run(async (tx) =>
        answerChange(tx, town.cause('retailer', retailerId), await terms(tx), {
          retailerId,
          offerId,
          changeNo,
          choice,
        }),
      ),
    openOffer: async (orderId) => {
      const { rows } = await town.admin(
        `select id, vendor_id from vendor_offers
         where town_id = $1 and order_id = $2
           and state in ('OFFERED', 'PART_OFFERED', 'COUNTERED')`,
        [town.id, orderId],
      );
      const row = rows[0] as { id: string; vendor_id: string } | undefined;
      return row && { offerId: row.id, vendorId: row.vendor_id };
    },
  };
  return trade;
}

/** Types of what a party has been told and has not heard yet, oldest first. */
export async function told(town: TestTown, partyId: string): Promise<readonly string[]> {
  const { rows } = await town.admin(
    `select i.provider_account_id as type from inbox i
     join sessions s on s.town_id = i.town_id and s.conversation_id = i.conversation_id
     join inbox_queue q on q.town_id = i.town_id and q.inbox_id = i.id
     where i.town_id = $1 and s.party_id = $2 order by i.id`,
    [town.id, partyId],
  );
  return (rows as { type: string }[]).map((row) => row.type);
}
