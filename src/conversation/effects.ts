import { unreachable } from '../base/assert.js';
import { readCredit } from '../domain/credit/credit.js';
import { keepPoint } from '../domain/drivers/drivers.js';
import { chooseLanguage, registerRetailer } from '../domain/parties/parties.js';
import { cancelOwnOrder } from '../usecases/cancel-order.js';
import { editBasket, repeatOrder, showBasket } from '../usecases/edit-basket.js';
import type { LockedBasket, Repeated } from '../usecases/edit-basket.js';
import { placeOrder } from '../usecases/place-order.js';
import { tellReceipt, toldSplit } from '../usecases/tell-receipt.js';
import { readOrders } from '../usecases/read-orders.js';
import { dropBasket } from '../domain/baskets/baskets.js';
import { withCartPrices } from './carts.js';
import { carryOutAfter } from './after-effects.js';
import { noteWake, partyId, told } from './deeds.js';
import type { Deed } from './deeds.js';
import { carryOutDriving, carryOutPlace } from './driver-effects.js';
import { carryOutInbound } from './inbound-effects.js';
import { carryOutOnOffer } from './offer-effects.js';
import { carryOutOnStanding } from './standing-effects.js';
import { carryOutForRetailer } from './retailer-effects.js';
import { carryOutPayment, isPayment } from './payment-effects.js';
import { carryOutWork } from './work-effects.js';
import { isReplyLanguage } from './replies/languages.js';
import type { Turn } from './turn.js';
import type { BasketView, OrderState, OutcomeEvent } from './vocabulary.js';

/**
 * Does what a flow asked for, in the turn's transaction, and says what became of it. Everything
 * about money, stock and orders is a use case; this only hands over and translates. Locks as the
 * use case says.
 */
export async function carryOut(turn: Turn, effect: Deed): Promise<OutcomeEvent> {
  if (isPayment(effect)) return carryOutPayment(turn, effect);
  switch (effect.type) {
    case 'edit_basket':
    case 'show_basket':
    case 'drop_basket':
    case 'repeat_last_order':
    case 'place_order':
      return carryOutOnBasket(turn, effect);
    case 'cancel_order': {
      const number = effect.number === null ? null : BigInt(effect.number);
      const wanted = { retailerId: partyId(turn), number };
      const cancelled = await cancelOwnOrder(turn.tx, turn.cause, wanted);
      return told(effect, cancelled, (done) => {
        noteWake(turn, done.wake);
        return { type: 'ORDER_CANCELLED', number: done.number.toString() };
      });
    }
    case 'read_orders':
      return ordersOf(turn, effect);
    case 'read_balance':
      return balanceOf(turn);
    case 'read_offers':
    case 'answer_offer':
    case 'change_offer':
    case 'answer_change':
    case 'read_part_choice':
    case 'set_part_choice':
      return carryOutOnOffer(turn, effect);
    case 'keep_standing':
    case 'read_standings':
    case 'change_standing':
    case 'propose_standing':
      return carryOutOnStanding(turn, effect);
    case 'read_history':
    case 'keep_wish':
    case 'read_settings':
    case 'read_statement':
    case 'read_goods':
    case 'read_substitutes':
    case 'set_substitutes':
    case 'set_reminders':
    case 'read_news':
    case 'set_news':
    case 'set_campaigns':
      return carryOutForRetailer(turn, effect);
    case 'complain':
    case 'answer_dispute':
    case 'read_disputes':
    case 'rate':
      return carryOutAfter(turn, effect);
    case 'do_work':
      return carryOutWork(turn, effect);
    case 'drive':
      return carryOutDriving(turn, effect);
    case 'keep_place':
      return carryOutPlace(turn, effect);
    case 'call_person':
      return carryOutInbound(turn, effect);
    case 'register_retailer':
      return register(turn, effect);
    case 'set_language':
      return setLanguage(turn, effect);
    default:
      return unreachable(effect, 'effect');
  }
}

async function ordersOf(
  turn: Turn,
  effect: Extract<Deed, { type: 'read_orders' }>,
): Promise<OutcomeEvent> {
  const { tx, knowledge } = turn;
  const { catalogue, town } = knowledge;
  const terms = { catalogue, settings: town.settings };
  const number = effect.number === null ? null : BigInt(effect.number);
  const read = await readOrders(tx, terms, partyId(turn), number);
  return told(effect, read, (orders) => ({
    type: 'ORDERS_READ',
    orders: orders.map((order) => ({ ...order, state: order.state as OrderState })),
  }));
}

async function balanceOf(turn: Turn): Promise<OutcomeEvent> {
  const credit = await readCredit(turn.tx, partyId(turn));
  return {
    type: 'BALANCE_READ',
    balanceMinor: (credit?.balanceMinor ?? 0n).toString(),
    heldMinor: (credit?.heldMinor ?? 0n).toString(),
    limitMinor: (credit?.limitMinor ?? 0n).toString(),
    availableMinor: (credit?.availableMinor ?? 0n).toString(),
  };
}

/** Which effects are about the open basket. The turn's copy of it is old after any of them. */
type BasketDeed = Extract<
  Deed,
  { type: 'edit_basket' | 'show_basket' | 'drop_basket' | 'repeat_last_order' | 'place_order' }
>;

async function carryOutOnBasket(turn: Turn, effect: BasketDeed): Promise<OutcomeEvent> {
  const { tx, cause, knowledge } = turn;
  const retailerId = partyId(turn);
  const { basket } = turn;
  const locked = basket === undefined ? undefined : { basket: basket ?? undefined };
  // Whatever is done now, the copy is old after it.
  turn.basket = undefined;
  const changed = (view: BasketView): OutcomeEvent => ({ type: 'BASKET_CHANGED', view });
  switch (effect.type) {
    case 'edit_basket': {
      const { edits, wish } = effect;
      const edited = await editBasket(tx, cause, knowledge, retailerId, edits, {
        locked,
        said: wish,
      });
      return told(effect, edited, (view) => changed(withCartPrices(view, edits, knowledge.town)));
    }
    case 'repeat_last_order': {
      const wanted = { which: repeated(effect.of), edits: effect.edits, said: effect.wish };
      const filled = await repeatOrder(tx, cause, knowledge, retailerId, wanted);
      return told(effect, filled, changed);
    }
    case 'show_basket': {
      const shown = await showBasket(tx, cause, knowledge, retailerId);
      return told(effect, shown, (view) => ({ type: 'BASKET_SHOWN', view: view ?? null }));
    }
    case 'drop_basket':
      return { type: 'BASKET_DROPPED', had: await dropBasket(tx, cause, retailerId) };
    case 'place_order':
      return place(turn, effect, retailerId, locked);
  }
}

function repeated(of: Extract<Deed, { type: 'repeat_last_order' }>['of']): Repeated {
  if (of === undefined) return 'last';
  return of === 'last_week' ? of : { number: BigInt(of.number) };
}

async function place(
  turn: Turn,
  effect: Extract<Deed, { type: 'place_order' }>,
  retailerId: string,
  locked: LockedBasket | undefined,
): Promise<OutcomeEvent> {
  const { tx, cause, knowledge, parts } = turn;
  const placed = await placeOrder(tx, cause, knowledge, {
    retailerId,
    basketId: effect.basketId,
    version: effect.version,
    cash: effect.cash ?? false,
    cashAllowed: knowledge.town.settings.cash_on_delivery,
    nextNumber: () => parts.numbers.next(tx.townId),
    locked,
    // What was ordered by keypad leaves nothing to read again.
    alongside:
      cause.channel === 'ussd' ? (order) => tellReceipt(tx, cause, retailerId, order) : undefined,
  });
  return told(effect, placed, (done) => {
    noteWake(turn, done.wake);
    // The order may have taught some.
    turn.habits = undefined;
    const { number, totalMinor, alongside: sent } = done;
    if (sent !== undefined) noteWake(turn, sent.wake);
    return {
      type: 'ORDER_PLACED',
      number: number.toString(),
      totalMinor: totalMinor.toString(),
      ...(sent === undefined ? {} : { receipt: sent.by }),
      ...toldSplit(done),
    };
  });
}

/** Puts a newcomer down and makes the session theirs; WhatsApp vouches for the sender's phone. */
async function register(
  turn: Turn,
  effect: Extract<Deed, { type: 'register_retailer' }>,
): Promise<OutcomeEvent> {
  const { tx, cause, session } = turn;
  const aliases = [
    ...(session.phone === null
      ? []
      : [{ kind: 'phone' as const, value: session.phone, verified: true }]),
    ...(session.bsuid === null
      ? []
      : [{ kind: 'bsuid' as const, value: session.bsuid, verified: true }]),
  ];
  const registered = await registerRetailer(tx, cause, {
    name: effect.shop,
    contactName: effect.owner,
    statedPlace: effect.place,
    language: session.language,
    aliases,
  });
  if (registered.ok && effect.point !== null) {
    await keepPoint(tx, cause, registered.value, { ...effect.point, note: '' });
  }
  return told(effect, registered, (id) => {
    session.partyId = id;
    turn.party = { id, kind: 'retailer', state: 'PENDING', name: effect.shop };
    return { type: 'RETAILER_REGISTERED' };
  });
}

/** Counts from the next thing said. A language without replies is refused, not half spoken. */
async function setLanguage(
  turn: Turn,
  effect: Extract<Deed, { type: 'set_language' }>,
): Promise<OutcomeEvent> {
  const { language } = effect;
  if (!isReplyLanguage(language)) {
    return { type: 'REFUSED', effect: effect.type, refusal: 'language_not_offered', detail: {} };
  }
  turn.session.language = language;
  if (turn.party !== null) await chooseLanguage(turn.tx, turn.party.id, language);
  return { type: 'LANGUAGE_SET', language };
}
