import type { PersonEvent } from '../src/conversation/vocabulary.js';

/**
 * Ids of what can be tapped: written here, read here. An id comes back from outside, perhaps long
 * after it was sent and perhaps forged, so reading takes nothing for granted; whether the named
 * basket, order or offer is the sender's own is checked where the effect is carried out.
 */
export const TAP = {
  confirm: (basketId: string, version: number): string => `confirm:${basketId}:${version}`,
  change: (basketId: string): string => `change:${basketId}`,
  answer: (questionId: string, productId: string | null): string =>
    `answer:${questionId}:${productId ?? 'none'}`,
  late: (lateId: string, wanted: boolean): string => `late:${wanted ? 'yes' : 'no'}:${lateId}`,
  drop: 'drop',
  keep: 'keep',
  cancel: (number: string): string => `cancel:${number}`,
  accept: (offerId: string): string => `accept:${offerId}`,
  decline: (offerId: string): string => `decline:${offerId}`,
  language: (tag: string): string => `language:${tag}`,
  registration: (right: boolean): string => `registration:${right ? 'right' : 'wrong'}`,
  menu: {
    all: 'menu:all',
    help: 'menu:help',
    basket: 'menu:basket',
    orders: 'menu:orders',
    balance: 'menu:balance',
    repeat: 'menu:repeat',
    language: 'menu:language',
    person: 'menu:person',
    offers: 'menu:offers',
  },
} as const;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const VERSION = /^\d{1,9}$/;
const NUMBER = /^\d{1,10}$/;
/** A question's id and a late message's: chosen by us, never a key of anything. */
const WORD = /^[\w.-]{1,64}$/;
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;

const MENU: Readonly<Record<keyof typeof TAP.menu, PersonEvent>> = {
  all: { type: 'MENU_ASKED' },
  help: { type: 'HELP_ASKED' },
  basket: { type: 'BASKET_ASKED' },
  orders: { type: 'STATUS_ASKED', number: null },
  balance: { type: 'BALANCE_ASKED' },
  repeat: { type: 'REPEAT_ASKED', edits: [], questions: [] },
  language: { type: 'LANGUAGES_ASKED' },
  person: { type: 'PERSON_ASKED' },
  offers: { type: 'OFFERS_ASKED' },
};

function readOffer(offerId: string, answer: 'accept' | 'decline'): PersonEvent | null {
  if (!UUID.test(offerId)) return null;
  return { type: 'OFFER_ANSWER_READ', offerId, number: null, answer, reason: '' };
}

function readMenu(name: string): PersonEvent | null {
  return Object.hasOwn(MENU, name) ? MENU[name as keyof typeof MENU] : null;
}

function readAnswer(questionId: string, product: string): PersonEvent | null {
  if (!WORD.test(questionId)) return null;
  if (product === 'none') return { type: 'ANSWERED', questionId, productId: null };
  return UUID.test(product) ? { type: 'ANSWERED', questionId, productId: product } : null;
}

/** What a tap on a button or row means; null for an id that is none of ours. */
export function readTap(id: string): PersonEvent | null {
  const [what = '', first = '', second = '', ...more] = id.split(':');
  if (more.length > 0) return null;
  switch (what) {
    case 'confirm':
      return UUID.test(first) && VERSION.test(second)
        ? { type: 'CONFIRMED', basketId: first, version: Number(second) }
        : null;
    case 'change':
      return { type: 'CHANGE_ASKED' };
    case 'answer':
      return readAnswer(first, second);
    case 'late':
      return WORD.test(second) && (first === 'yes' || first === 'no')
        ? { type: 'LATE_ANSWERED', lateId: second, wanted: first === 'yes' }
        : null;
    case 'drop':
      return { type: 'DROP_ASKED' };
    case 'keep':
      return { type: 'KEEP_CHOSEN' };
    case 'cancel':
      return NUMBER.test(first) ? { type: 'CANCEL_ASKED', number: first } : null;
    case 'accept':
    case 'decline':
      return readOffer(first, what);
    case 'language':
      return TAG.test(first) ? { type: 'LANGUAGE_CHOSEN', language: first } : null;
    case 'registration':
      return first === 'right' || first === 'wrong'
        ? { type: 'REGISTRATION_ANSWERED', right: first === 'right' }
        : null;
    case 'menu':
      return readMenu(first);
    default:
      return null;
  }
}
