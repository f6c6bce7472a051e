import { readDoorLines } from '../../usecases/read-keyed-job.js';
import { callPerson } from '../../usecases/support-tickets.js';
import { partyId } from '../deeds.js';
import { carryOut } from '../effects.js';
import type { Turn } from '../turn.js';
import { findByCode, findById, findByLetters, shelfOf, shelvesOf } from './shelves.js';
import { readForVendor } from './vendor-effects.js';
import type { KeypadDeed, Show, UssdEffect, UssdEvent } from './vocabulary.js';

/** Does what a keypad's flow asked for: its own deeds here, all others as everywhere. */
export async function carryOutOnKeypad(
  turn: Turn,
  effect: Exclude<UssdEffect, Show>,
): Promise<UssdEvent> {
  const { catalogue } = turn.knowledge;
  switch (effect.type) {
    case 'read_shelves':
      return { type: 'SHELVES_READ', shelves: shelvesOf(catalogue) };
    case 'read_shelf':
      return { type: 'PRODUCTS_READ', products: shelfOf(catalogue, effect.shelf) };
    case 'find_products':
      return { type: 'PRODUCTS_READ', products: findByLetters(catalogue, effect.letters) };
    case 'find_code': {
      const { code } = effect;
      return { type: 'PRODUCT_READ', product: findByCode(catalogue, code), said: code };
    }
    case 'read_product':
      return { type: 'PRODUCT_READ', product: findById(catalogue, effect.productId), said: '' };
    case 'note_request':
      return noteRequest(turn, effect);
    case 'read_door': {
      const { tx, knowledge } = turn;
      const wanted = { driverId: partyId(turn), number: BigInt(effect.number) };
      return { type: 'DOOR_READ', lines: await readDoorLines(tx, knowledge.catalogue, wanted) };
    }
    case 'read_offer':
    case 'read_to_pack':
    case 'read_held':
    case 'read_price':
      return readForVendor(turn, effect);
    default:
      // The lists of deeds and outcomes in vocabulary.ts belong together.
      return (await carryOut(turn, effect)) as UssdEvent;
  }
}

async function noteRequest(
  turn: Turn,
  effect: Extract<KeypadDeed, { type: 'note_request' }>,
): Promise<UssdEvent> {
  const { tx, cause } = turn;
  await callPerson(tx, cause, turn.knowledge.town.settings, {
    conversationId: null,
    ticketId: null,
    partyId: partyId(turn),
    why: effect.kind,
    words: effect.words,
  });
  return { type: 'REQUEST_NOTED', kind: effect.kind };
}
