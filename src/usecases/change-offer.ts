import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { beginningOf } from '../base/text.js';
import type { Tx } from '../db/transaction.js';
import { readChange, recordChange } from '../domain/offers/changes.js';
import type { Change, ChangeDraft } from '../domain/offers/changes.js';
import type { Offer, OpenOffer } from '../domain/orders/offers.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { readPreferences } from '../domain/preferences/preferences.js';
import { answerLocked } from './answer-offer.js';
import { carryOut } from './carry-out.js';
import { draftChange } from './draft-change.js';
import type { DraftRefusal, Drafted, OfferWords } from './draft-change.js';
import { lockOfferMeant } from './offer-meant.js';
import type { OfferName, OfferRefusal } from './offer-meant.js';
import { askedOrder, settleChange } from './settle-change.js';
import type { ChangeTerms } from './settle-change.js';
import { toldChange, toldParts } from './told-change.js';
import type { ToldLine } from './tells.js';
import type { Wake } from './wake.js';

export interface OfferChange extends OfferName {
  readonly words: OfferWords;
  /** Minor units in a major one, in which vendors speak. */
  readonly minorPerMajor: bigint;
}

/** What became of a vendor's words, said back to them. */
export interface OfferChanged {
  readonly number: bigint;
  /** `asked`: the retailer is; the others say what was decided at once. */
  readonly was: 'asked' | 'taken' | 'refused' | 'accepted_whole' | 'declined';
  readonly retailer: string;
  /** What the vendor would do, or does now. */
  readonly lines: readonly ToldLine[];
  readonly costMinor: string;
  readonly replyBy: string;
  readonly wake: Wake;
}

/** Words about products fit an offer of those products; a bare price fits any. */
function fits(words: OfferWords): (offer: OpenOffer) => boolean {
  const named = [...words.lines, ...(words.price ? [words.price] : [])].flatMap(
    (word) => word.productId ?? [],
  );
  return ({ lines }) => named.every((id) => lines.some((line) => line.productId === id));
}

type Changed = Extract<Drafted, { was: 'changed' }>;

function draftOf(
  cause: Cause,
  terms: ChangeTerms,
  { kind, lines, taxMinor, totalMinor }: Changed,
  said: string,
): ChangeDraft {
  return {
    kind,
    said: beginningOf(said, LIMITS.said_characters_max),
    lines,
    costMinor: lines.reduce((sum, line) => sum + line.costMinor, 0n),
    taxMinor,
    totalMinor,
    replyBy: new Date(cause.universe.nowMs() + terms.settings.consent_reply_ms),
  };
}

/** Whether the vendor says what waits already: said twice, the retailer is asked once. */
function isSame(waiting: Change | undefined, draft: ChangeDraft): boolean {
  if (waiting?.totalMinor !== draft.totalMinor) return false;
  return draft.lines.every((line, at) => {
    const other = waiting.lines[at];
    return line.quantity === other?.quantity && line.unitPriceMinor === other.unitPriceMinor;
  });
}

/** Leaves the change with the offer; the retailer is asked unless their preference decides. */
async function putChange(
  tx: Tx,
  cause: Cause,
  terms: ChangeTerms,
  { order, offer }: { readonly order: LockedOrder; readonly offer: Offer },
  draft: ChangeDraft,
  ask: { readonly vendorName: string; readonly asks: boolean },
): Promise<{ readonly change: Change; readonly wake: Wake }> {
  const change = await recordChange(tx, cause, offer.id, draft);
  const told = toldChange(terms, order, ask.vendorName, { ...change, offerId: offer.id });
  const carried = await carryOut(tx, cause, order, 'change_offered', {
    reason: draft.said,
    answer: { id: offer.id, event: draft.kind === 'part' ? 'part_offered' : 'countered' },
    consentBy: draft.replyBy,
    ...(ask.asks && {
      tellRetailer: {
        partyId: order.retailerId,
        key: `${offer.id}:${change.changeNo}`,
        tell: { type: 'change_asked', ...told },
      },
    }),
  });
  assert(carried.ok, 'an open offer may be changed');
  return { change, wake: carried.value };
}

/** Decides by the retailer's standing preference, under the locks already taken. */
async function settleByPreference(
  tx: Tx,
  cause: Cause,
  terms: ChangeTerms,
  order: LockedOrder,
  put: { readonly change: Change; readonly wake: Wake; readonly vendorName: string },
  choice: 'take' | 'elsewhere' | 'refuse',
): Promise<{ readonly taken: boolean; readonly wake: Wake }> {
  const again = await lockOrder(tx, { id: order.id });
  const offer = again?.offers.at(-1);
  assert(again && offer, 'a locked order stays');
  const preferred: Cause = { ...cause, actor: { kind: 'machine', id: null } };
  const tells = { vendor: false, retailer: 'preference', vendorName: put.vendorName } as const;
  const waiting = { order: again, offer, change: put.change };
  const settled = await settleChange(tx, preferred, terms, waiting, choice, tells);
  assert(settled.ok, 'a part at the same price needs no more credit');
  const { wake, taken } = settled.value;
  const lanes = [...put.wake.lanes, ...wake.lanes];
  return { taken, wake: { lanes, due: [...put.wake.due, ...wake.due] } };
}

/** A no and a yes in other words. */
async function answerInstead(
  tx: Tx,
  cause: Cause,
  meant: { readonly order: LockedOrder; readonly offer: Offer },
  was: 'none' | 'whole',
  said: string,
): Promise<Outcome<OfferChanged, OfferRefusal>> {
  const answer = was === 'whole' ? 'accept' : 'decline';
  const answered = await answerLocked(tx, cause, meant, { answer, reason: said });
  if (!answered.ok) return answered;
  return done({
    number: answered.value.number,
    was: was === 'whole' ? 'accepted_whole' : 'declined',
    retailer: '',
    lines: [],
    costMinor: meant.offer.costMinor.toString(),
    replyBy: meant.offer.replyBy.toISOString(),
    wake: answered.value.wake,
  });
}

/**
 * A vendor would do an order otherwise: less of it, or for another price. The change waits in the
 * offer, with a deadline, until the retailer answers; the retailer's standing preference decides
 * about less at the same price, but never about a price. Said again, the last words count, and
 * what they do not name stays as it was said before. Everything as asked is a yes, nothing at all
 * is a no. Locks order, offer, and what a decision locks (stock, credit account). A refusal has
 * changed nothing.
 */
export async function changeOffer(
  tx: Tx,
  cause: Cause,
  terms: ChangeTerms,
  wanted: OfferChange,
): Promise<Outcome<OfferChanged, OfferRefusal | DraftRefusal>> {
  const { words } = wanted;
  const meant = await lockOfferMeant(tx, cause, wanted, fits(words));
  if (!meant.ok) return meant;
  const { order, offer } = meant.value;
  const draftTerms = {
    catalogue: terms.catalogue,
    risePercentMax: terms.settings.counter_rise_percent_max,
    minorPerMajor: wanted.minorPerMajor,
  };
  const waiting = offer.state === 'OFFERED' ? undefined : await readChange(tx, offer.id);
  const asked = askedOrder(order, offer);
  const drafted = draftChange(draftTerms, asked, words, waiting?.lines);
  if (!drafted.ok) {
    return refused(drafted.refusal, { ...drafted.detail, number: order.number.toString() });
  }
  if (drafted.value.was !== 'changed') {
    return answerInstead(tx, cause, meant.value, drafted.value.was, words.said);
  }
  const draft = draftOf(cause, terms, drafted.value, words.said);
  const [names, { part: preferred }] = await Promise.all([
    readNames(tx, [order.retailerId, offer.vendorId]),
    readPreferences(tx, order.retailerId),
  ]);
  const changed = {
    number: order.number,
    retailer: names.get(order.retailerId) ?? '',
    lines: toldParts(terms.catalogue, order, draft.lines),
    costMinor: draft.costMinor.toString(),
    replyBy: (waiting ?? draft).replyBy.toISOString(),
  };
  if (isSame(waiting, draft))
    return done({ ...changed, was: 'asked', wake: { lanes: [], due: [] } });
  const choice = draft.kind === 'part' ? preferred : 'ask';
  const vendorName = names.get(offer.vendorId) ?? '';
  const ask = { vendorName, asks: choice === 'ask' };
  const put = await putChange(tx, cause, terms, meant.value, draft, ask);
  const replyBy = draft.replyBy.toISOString();
  if (choice === 'ask') return done({ ...changed, replyBy, was: 'asked', wake: put.wake });
  const by = { ...put, vendorName };
  const settled = await settleByPreference(tx, cause, terms, order, by, choice);
  const was = settled.taken ? 'taken' : 'refused';
  return done({ ...changed, replyBy, was, wake: settled.wake });
}
