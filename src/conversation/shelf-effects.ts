import { keepShelf } from '../usecases/keep-shelf.js';
import { partyId, told } from './deeds.js';
import type { Deed } from './deeds.js';
import type { ShelfDraft } from './shelf-vocabulary.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

/** Keeps what a vendor said of their own stock and prices, or says what must be asked first. */
export async function carryOutOnShelf(
  turn: Turn,
  effect: Extract<Deed, { type: 'do_work' }>,
  draft: ShelfDraft,
): Promise<OutcomeEvent> {
  const { tx, cause, knowledge } = turn;
  const { catalogue, town } = knowledge;
  const { said, own, sure, late } = draft;
  const words = draft.items.flatMap(({ productId, kind, figure, unit }) =>
    productId === null ? [] : [{ productId, kind, figure, unit }],
  );
  const minorPerMajor = 10n ** BigInt(town.currencyDigits);
  const wanted = { vendorId: partyId(turn), words, said, own, sure, late, minorPerMajor };
  const kept = await keepShelf(tx, cause, catalogue, wanted);
  return told(effect, kept, (done) => ({
    type: 'WORK_DONE',
    done: { what: 'shelf', draft, ...done },
  }));
}
