import type { Reading } from '../language/reading.js';
import type { ClaimMethod, PersonEvent } from './vocabulary.js';

const BANKS: ReadonlySet<string> = new Set(['bank', 'transfer', 'connectips', 'card', 'pos']);

/** How somebody says they paid: the names of wallets are many, and all of them mobile money. */
function methodOf(said: string | null): ClaimMethod {
  if (said === null) return 'other';
  if (said === 'cash') return 'counter';
  return BANKS.has(said) ? 'bank' : 'momo';
}

/** What anybody may say to us. */
export function commonEvent(reading: Reading, text: string): PersonEvent {
  switch (reading.intent) {
    case 'help':
      return { type: 'HELP_ASKED' };
    case 'menu':
      return { type: 'MENU_ASKED' };
    case 'greet':
      return { type: 'GREETED' };
    case 'lang':
      return reading.languageTo === null
        ? { type: 'LANGUAGES_ASKED' }
        : { type: 'LANGUAGE_CHOSEN', language: reading.languageTo };
    case 'pay':
      return {
        type: 'PAYMENT_CLAIMED',
        amount: reading.payment?.amount ?? null,
        method: methodOf(reading.payment?.method ?? null),
        reference: reading.payment?.reference ?? null,
      };
    case 'complaint':
      return { type: 'COMPLAINED' };
    case 'person':
      return { type: 'PERSON_ASKED' };
    case 'other':
      return reading.asks ? { type: 'NOT_UNDERSTOOD', said: text } : { type: 'CHATTED' };
    default:
      return { type: 'NOT_UNDERSTOOD', said: text };
  }
}
