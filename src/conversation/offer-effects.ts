import { unreachable } from '../base/assert.js';
import { milli } from '../base/quantity.js';
import { choosePreferences, readPreferences } from '../domain/preferences/preferences.js';
import { answerChange } from '../usecases/answer-change.js';
import { answerOffer } from '../usecases/answer-offer.js';
import { changeOffer } from '../usecases/change-offer.js';
import type { OfferWords } from '../usecases/draft-change.js';
import { readOffers } from '../usecases/read-offers.js';
import type { ChangeTerms } from '../usecases/settle-change.js';
import { noteWake, partyId, told } from './deeds.js';
import type { Deed } from './deeds.js';
import type { Turn } from './turn.js';
import type { ChangeWords, OutcomeEvent } from './vocabulary.js';

/** Which effects are about offers: what vendors answer, and what retailers say to their changes. */
export type OfferDeed = Extract<
  Deed,
  {
    type:
      | 'read_offers'
      | 'answer_offer'
      | 'change_offer'
      | 'answer_change'
      | 'read_part_choice'
      | 'set_part_choice';
  }
>;

function changeTerms({ tx, knowledge, parts }: Turn): ChangeTerms {
  const { catalogue, town } = knowledge;
  const nextNumber = (): Promise<bigint> => parts.numbers.next(tx.townId);
  return { catalogue, settings: town.settings, nextNumber };
}

/** People speak of money in major units, the books in minor ones. */
function wordsOf(words: ChangeWords, minorPerMajor: bigint): OfferWords {
  const { price, lines, said } = words;
  if (price === null) return { lines, price, said };
  const amountMinor = (milli(price.amount) * minorPerMajor) / 1000n;
  return { lines, price: { amountMinor, productId: price.productId, unit: price.unit }, said };
}

async function change(
  turn: Turn,
  effect: Extract<OfferDeed, { type: 'change_offer' }>,
): Promise<OutcomeEvent> {
  const minorPerMajor = 10n ** BigInt(turn.knowledge.town.currencyDigits);
  const changed = await changeOffer(turn.tx, turn.cause, changeTerms(turn), {
    vendorId: partyId(turn),
    offerId: effect.offerId,
    number: effect.number === null ? null : BigInt(effect.number),
    words: wordsOf(effect.words, minorPerMajor),
    minorPerMajor,
  });
  return told(effect, changed, ({ wake, number, ...rest }) => {
    noteWake(turn, wake);
    return { type: 'OFFER_CHANGED', number: number.toString(), ...rest };
  });
}

async function answerOne(
  turn: Turn,
  effect: Extract<OfferDeed, { type: 'answer_offer' }>,
): Promise<OutcomeEvent> {
  const { answer, reason, offerId } = effect;
  const answered = await answerOffer(turn.tx, turn.cause, {
    vendorId: partyId(turn),
    offerId,
    number: effect.number === null ? null : BigInt(effect.number),
    answer,
    reason,
  });
  return told(effect, answered, (done) => {
    noteWake(turn, done.wake);
    return { type: 'OFFER_ANSWERED', number: done.number.toString(), answer };
  });
}

async function consent(
  turn: Turn,
  effect: Extract<OfferDeed, { type: 'answer_change' }>,
): Promise<OutcomeEvent> {
  const { offerId, changeNo, choice } = effect;
  const wanted = { retailerId: partyId(turn), offerId, changeNo, choice };
  const answered = await answerChange(turn.tx, turn.cause, changeTerms(turn), wanted);
  return told(effect, answered, ({ wake, number, taken, vendor, lines, totalMinor, rest }) => {
    noteWake(turn, wake);
    const settled = { number: number.toString(), taken, vendor, lines, totalMinor, rest };
    return { type: 'CHANGE_SETTLED', offerId, ...settled };
  });
}

/** Does what a flow asked for about offers, as `carryOut` does with everything else. */
export async function carryOutOnOffer(turn: Turn, effect: OfferDeed): Promise<OutcomeEvent> {
  const { tx, cause, knowledge } = turn;
  switch (effect.type) {
    case 'read_offers': {
      const offers = await readOffers(tx, cause, knowledge.catalogue, partyId(turn));
      return { type: 'OFFERS_READ', offers };
    }
    case 'answer_offer':
      return answerOne(turn, effect);
    case 'change_offer':
      return change(turn, effect);
    case 'answer_change':
      return consent(turn, effect);
    case 'read_part_choice': {
      const { part: choice } = await readPreferences(tx, partyId(turn));
      return { type: 'PART_CHOICE_READ', choice, isNew: false };
    }
    case 'set_part_choice':
      await choosePreferences(tx, cause, partyId(turn), { part: effect.choice });
      return { type: 'PART_CHOICE_READ', choice: effect.choice, isNew: true };
    default:
      return unreachable(effect, 'effect on an offer');
  }
}
