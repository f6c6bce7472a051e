import type { OfferView, Part, Say, Tap, Tell } from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { gapped, part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';
import { vendorWishParts } from './wishes.js';

/** Offers in a vendor's words: what is wanted, what is paid for it, and by when to answer. */

type Offer = Pick<OfferView, 'number' | 'retailer' | 'lines' | 'costMinor' | 'replyBy' | 'wish'>;

function offerParts(offer: Offer, title: 'offer.title' | 'offer.again'): readonly Part[] {
  return [
    part(title, { number: { digits: offer.number }, retailer: offer.retailer }),
    ...offer.lines.map((line) =>
      part('offer.line', {
        quantity: { quantity: line.quantity, unit: line.unit },
        name: line.name,
      }),
    ),
    ...vendorWishParts(offer.wish),
    part('offer.cost', { cost: { money: offer.costMinor } }),
    part('offer.reply_by', { time: { time: offer.replyBy } }),
  ];
}

function answerTaps(offerId: string): readonly Tap[] {
  return [tap(TAP.accept(offerId), 'button.accept'), tap(TAP.decline(offerId), 'button.decline')];
}

/** An offer that has just been made. */
export function tellOffer(told: Extract<Tell, { type: 'order_offered' }>): Say {
  return tell([...offerParts(told, 'offer.title'), part('offer.ask')], answerTaps(told.offerId));
}

/** The offers that wait, each with something to tap; `lead` says why they are shown. */
export function showOffers(offers: readonly OfferView[], lead: readonly Part[]): Say {
  const [first, ...others] = offers;
  if (!first) return tell([...lead, part('offers.none')]);
  if (others.length === 0) {
    const parts = [...offerParts(first, 'offer.again'), part('offer.ask')];
    return tell([...lead, ...parts], answerTaps(first.offerId));
  }
  const shown = offers.slice(0, FLOW_LIMITS.offers_shown_max);
  const more = offers.length - shown.length;
  const rows = shown.flatMap((offer, i) => offerRows(offer, 2 * i + 1));
  const parts = [
    ...lead,
    part('offers.title'),
    ...shown.flatMap((offer, i) => numberedOffer(offer, 2 * i + 1)),
    ...(more > 0 ? [gapped(part('offers.more', { n: more }))] : []),
  ];
  return { type: 'say', parts, list: { open: part('open.choose'), rows }, harmless: true };
}

function numberedOffer(offer: OfferView, n: number): readonly Part[] {
  const [title, ...lines] = offerParts(offer, 'offer.again');
  const number = { digits: offer.number };
  return [
    ...(title ? [gapped(title)] : []),
    ...lines,
    part('offers.option_accept', { n, number }),
    part('offers.option_decline', { n: n + 1, number }),
  ];
}

function offerRows(offer: OfferView, n: number): readonly Tap[] {
  const section = part('offers.section', { number: { digits: offer.number } });
  return answerTaps(offer.offerId).map((row, i) => ({ ...row, number: n + i, section }));
}
