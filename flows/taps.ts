import type {
  ChangeChoice,
  DisputeWords,
  DriverWords,
  NewsBy,
  PaymentGatewayName,
  PartChoice,
  PersonEvent,
  StandingAction,
  SubstituteChoice,
} from '../src/conversation/vocabulary.js';

/**
 * Ids of what can be tapped: written here, read here. An id comes back from outside, perhaps long
 * after it was sent and perhaps forged, so reading takes nothing for granted; whether the named
 * basket, order or offer is the sender's own is checked where the effect is carried out.
 */
export const TAP = {
  confirm: (basketId: string, version: number): string => `confirm:${basketId}:${version}`,
  cash: (basketId: string, version: number): string => `cash:${basketId}:${version}`,
  change: (basketId: string): string => `change:${basketId}`,
  answer: (questionId: string, productId: string | null): string =>
    `answer:${questionId}:${productId ?? 'none'}`,
  late: (lateId: string, wanted: boolean): string => `late:${wanted ? 'yes' : 'no'}:${lateId}`,
  drop: 'drop',
  keep: 'keep',
  cancel: (number: string): string => `cancel:${number}`,
  accept: (offerId: string): string => `accept:${offerId}`,
  decline: (offerId: string): string => `decline:${offerId}`,
  packed: (number: string): string => `packed:${number}`,
  consent: (choice: ChangeChoice, offerId: string, changeNo: number): string =>
    `consent:${choice}:${offerId}:${changeNo}`,
  take: (deliveryId: string): string => `take:${deliveryId}`,
  pass: (deliveryId: string): string => `pass:${deliveryId}`,
  picked: (number: string): string => `picked:${number}`,
  setOut: (number: string): string => `setout:${number}`,
  duty: (on: boolean): string => `duty:${on ? 'on' : 'off'}`,
  /** An answer about a vendor's own goods: a word, or the product that was meant. */
  shelf: (draftId: string, answer: string): string => `shelf:${draftId}:${answer}`,
  sure: (sure: boolean): string => `sure:${sure ? 'yes' : 'no'}`,
  part: (choice: PartChoice): string => `part:${choice}`,
  /** What is amiss, as far as it is known. */
  dispute: (words: Omit<DisputeWords, 'productIds' | 'said' | 'unit'>): string => {
    const { number, lineNo, problem, quantity } = words;
    return ['dispute', number, lineNo, problem, quantity].map((one) => one ?? '-').join(':');
  },
  redress: (answer: 'agree' | 'refuse' | 'part', disputeId: string): string =>
    `redress:${answer}:${disputeId}`,
  /** How that order was, from 1 to 5. */
  rate: (stars: number, number: string): string => `rate:${stars}:${number}`,
  /** The same goods as in that order. */
  repeat: (number: string): string => `repeat:${number}`,
  /** Orders from before that one. */
  history: (before: string): string => `history:${before}`,
  /** What there is on a shelf, or in all, from the n-th on. */
  goods: (shelf: string | null, skip: number): string => `goods:${skip}:${shelf ?? ''}`,
  standing: (action: StandingAction | 'show', number: string): string =>
    `standing:${action}:${number}`,
  standingAdd: (standingId: string): string => `standing:add:${standingId}`,
  reminders: (on: boolean): string => `reminders:${on ? 'on' : 'off'}`,
  news: (by: NewsBy): string => `news:${by}`,
  campaigns: (on: boolean): string => `campaigns:${on ? 'on' : 'off'}`,
  /** Of money in minor units: to be asked for there, or paid already. */
  wallet: (gateway: PaymentGatewayName, amountMinor: string): string =>
    `wallet:${gateway}:${amountMinor}`,
  paid: (amountMinor: string): string => `paid:${amountMinor}`,
  dropRequest: 'uncall',
  substitutes: (choice: SubstituteChoice): string => `substitutes:${choice}`,
  language: (tag: string): string => `language:${tag}`,
  registration: (right: boolean): string => `registration:${right ? 'right' : 'wrong'}`,
  menu: {
    all: 'menu:all',
    help: 'menu:help',
    goods: 'menu:goods',
    basket: 'menu:basket',
    orders: 'menu:orders',
    balance: 'menu:balance',
    repeat: 'menu:repeat',
    language: 'menu:language',
    person: 'menu:person',
    part: 'menu:part',
    news: 'menu:news',
    offers: 'menu:offers',
    history: 'menu:history',
    settings: 'menu:settings',
    substitutes: 'menu:substitutes',
    day: 'menu:day',
    standing: 'menu:standing',
    jobs: 'menu:jobs',
  },
} as const;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const VERSION = /^\d{1,9}$/;
const NUMBER = /^\d{1,10}$/;
/** More than nothing, and less than a slip of the thumb. */
const MINOR = /^[1-9]\d{0,11}$/;
/** A question's id and a late message's: chosen by us, never a key of anything. */
const WORD = /^[\w.-]{1,64}$/;
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;

function driverSaid(words: DriverWords): PersonEvent {
  return { type: 'DRIVER_SAID', words };
}

const MENU: Readonly<Record<keyof typeof TAP.menu, PersonEvent>> = {
  all: { type: 'MENU_ASKED' },
  help: { type: 'HELP_ASKED' },
  goods: { type: 'GOODS_ASKED', shelf: null, skip: 0 },
  basket: { type: 'BASKET_ASKED' },
  orders: { type: 'STATUS_ASKED', number: null },
  balance: { type: 'BALANCE_ASKED' },
  repeat: { type: 'REPEAT_ASKED', edits: [], questions: [] },
  language: { type: 'LANGUAGES_ASKED' },
  person: { type: 'PERSON_ASKED' },
  part: { type: 'PART_CHOICE_ASKED' },
  offers: { type: 'OFFERS_ASKED' },
  history: { type: 'HISTORY_ASKED', before: null },
  settings: { type: 'SETTINGS_ASKED' },
  substitutes: { type: 'SUBSTITUTES_ASKED' },
  news: { type: 'NEWS_ASKED' },
  day: { type: 'WORK_READ', work: { what: 'day' } },
  standing: { type: 'STANDING_ASKED', action: 'show', number: null },
  jobs: driverSaid({ kind: 'jobs' }),
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

const CHOICES: readonly ChangeChoice[] = ['take', 'elsewhere', 'refuse'];

function readConsent(word: string, offerId: string, no: string): PersonEvent | null {
  const choice = CHOICES.find((one) => one === word);
  const changeNo = /^\d{1,4}$/.test(no) ? Number(no) : 0;
  if (!choice || changeNo === 0 || !UUID.test(offerId)) return null;
  return { type: 'CHANGE_ANSWERED', offerId, changeNo, choice };
}

function readPart(word: string): PersonEvent | null {
  const choice = (['ask', ...CHOICES] as const).find((one) => one === word);
  return choice ? { type: 'PART_CHOSEN', choice } : null;
}

const PROBLEMS = ['missing', 'damaged', 'expired', 'wrong', 'other'] as const;
const LINE = /^\d{1,4}$/;
const QUANTITY = /^\d{1,11}(\.\d{1,3})?$/;

/** What a part of a dispute's id says: a hyphen is nothing, and `null` a forgery. */
function orNone<T>(text: string, read: (text: string) => T | undefined): T | '-' | null {
  return text === '-' ? '-' : (read(text) ?? null);
}

function readDispute(
  number: string,
  line: string,
  problem: string,
  quantity: string,
): PersonEvent | null {
  const parts = [
    orNone(number, (text) => (NUMBER.test(text) ? text : undefined)),
    orNone(line, (text) => (LINE.test(text) ? Number(text) : undefined)),
    orNone(problem, (text) => PROBLEMS.find((one) => one === text)),
    orNone(quantity, (text) => (QUANTITY.test(text) && /[1-9]/.test(text) ? text : undefined)),
  ] as const;
  if (parts.includes(null)) return null;
  const [order, lineNo, what, count] = parts;
  return {
    type: 'DISPUTE_SAID',
    said: {
      number: order === '-' ? null : order,
      lineNo: lineNo === '-' ? null : lineNo,
      problem: what === '-' ? null : what,
      quantity: count === '-' ? null : count,
      productIds: [],
      unit: null,
      said: '',
    },
  };
}

const STANDING_ACTIONS = ['show', 'pause', 'resume', 'stop', 'itself', 'ask_first'] as const;

function readStanding(word: string, which: string): PersonEvent | null {
  if (word === 'add')
    return UUID.test(which) ? { type: 'STANDING_ADDED', standingId: which } : null;
  const action = STANDING_ACTIONS.find((one) => one === word);
  if (!action || !/^\d{1,4}$/.test(which)) return null;
  return { type: 'STANDING_ASKED', action, number: which };
}

const SHELF_WORDS = ['yes', 'no', 'stock', 'price', 'own', 'offer'];

function readShelf(draftId: string, answer: string): PersonEvent | null {
  if (!UUID.test(draftId)) return null;
  if (!SHELF_WORDS.includes(answer) && !UUID.test(answer)) return null;
  return { type: 'WORK_READ', work: { what: 'shelf_answer', draftId, answer } };
}

function readGoods(skip: string, shelf: string): PersonEvent | null {
  if (!/^\d{1,4}$/.test(skip) || (shelf !== '' && !WORD.test(shelf))) return null;
  return { type: 'GOODS_ASKED', shelf: shelf === '' ? null : shelf, skip: Number(skip) };
}

type Reader = (first: string, second: string, third: string, fourth: string) => PersonEvent | null;

/** How each sort of id is read, by its first word. */
const READERS: Readonly<Record<string, Reader>> = {
  confirm: (basketId, version) =>
    UUID.test(basketId) && VERSION.test(version)
      ? { type: 'CONFIRMED', basketId, version: Number(version) }
      : null,
  cash: (basketId, version) =>
    UUID.test(basketId) && VERSION.test(version)
      ? { type: 'CONFIRMED', basketId, version: Number(version), cash: true }
      : null,
  change: () => ({ type: 'CHANGE_ASKED' }),
  answer: readAnswer,
  late: (word, lateId) =>
    WORD.test(lateId) && (word === 'yes' || word === 'no')
      ? { type: 'LATE_ANSWERED', lateId, wanted: word === 'yes' }
      : null,
  drop: () => ({ type: 'DROP_ASKED' }),
  keep: () => ({ type: 'KEEP_CHOSEN' }),
  repeat: (number) =>
    NUMBER.test(number) ? { type: 'REPEAT_ASKED', edits: [], questions: [], of: { number } } : null,
  history: (number) => (NUMBER.test(number) ? { type: 'HISTORY_ASKED', before: number } : null),
  shelf: readShelf,
  goods: readGoods,
  standing: readStanding,
  substitutes: (word) => {
    const choice = (['ask', 'allow', 'never'] as const).find((one) => one === word);
    return choice ? { type: 'SUBSTITUTES_CHOSEN', choice } : null;
  },
  news: (word) => {
    const by = (['anywhere', 'whatsapp', 'sms'] as const).find((one) => one === word);
    return by ? { type: 'NEWS_CHOSEN', by } : null;
  },
  reminders: (word) =>
    word === 'on' || word === 'off' ? { type: 'REMINDERS_CHOSEN', on: word === 'on' } : null,
  campaigns: (word) =>
    word === 'on' || word === 'off' ? { type: 'CAMPAIGNS_CHOSEN', on: word === 'on' } : null,
  cancel: (number) => (NUMBER.test(number) ? { type: 'CANCEL_ASKED', number } : null),
  accept: (offerId) => readOffer(offerId, 'accept'),
  decline: (offerId) => readOffer(offerId, 'decline'),
  packed: (number) =>
    NUMBER.test(number)
      ? { type: 'WORK_READ', work: { what: 'packed', number, offerId: null, lines: [] } }
      : null,
  consent: readConsent,
  take: (deliveryId) =>
    UUID.test(deliveryId) ? driverSaid({ kind: 'take', deliveryId, number: null }) : null,
  pass: (deliveryId) =>
    UUID.test(deliveryId)
      ? driverSaid({ kind: 'refuse', deliveryId, number: null, reason: '' })
      : null,
  picked: (number) => (NUMBER.test(number) ? driverSaid({ kind: 'picked_up', number }) : null),
  setout: (number) => (NUMBER.test(number) ? driverSaid({ kind: 'set_out', number }) : null),
  duty: (word) =>
    word === 'on' || word === 'off' ? driverSaid({ kind: 'shift', on: word === 'on' }) : null,
  sure: (word) => {
    if (word === 'yes') return { type: 'CONFIRMED', basketId: null, version: null };
    return word === 'no' ? { type: 'DECLINED' } : null;
  },
  part: readPart,
  dispute: readDispute,
  rate: (stars, number) =>
    /^[1-5]$/.test(stars) && NUMBER.test(number)
      ? { type: 'RATED', number, stars: Number(stars), said: '' }
      : null,
  redress: (word, disputeId) => {
    const answer = (['agree', 'refuse', 'part'] as const).find((one) => one === word);
    if (!answer || !UUID.test(disputeId)) return null;
    return { type: 'DISPUTE_ANSWER_READ', disputeId, answer };
  },
  wallet: (name, amountMinor) => {
    const gateway = (['momo', 'daraja', 'khalti'] as const).find((one) => one === name);
    if (!gateway || !MINOR.test(amountMinor)) return null;
    return { type: 'WALLET_CHOSEN', gateway, amountMinor };
  },
  paid: (amountMinor) => (MINOR.test(amountMinor) ? { type: 'PAID_CHOSEN', amountMinor } : null),
  uncall: () => ({ type: 'REQUEST_DROPPED' }),
  language: (tag) => (TAG.test(tag) ? { type: 'LANGUAGE_CHOSEN', language: tag } : null),
  registration: (word) =>
    word === 'right' || word === 'wrong'
      ? { type: 'REGISTRATION_ANSWERED', right: word === 'right' }
      : null,
  menu: readMenu,
};

/** What a tap on a button or row means; null for an id that is none of ours. */
export function readTap(id: string): PersonEvent | null {
  const [what = '', first = '', second = '', third = '', fourth = '', ...more] = id.split(':', 6);
  // Only a consent has three parts, and only a dispute four.
  if (more.length > 0 || (fourth !== '' && what !== 'dispute')) return null;
  if (third !== '' && what !== 'consent' && what !== 'dispute') return null;
  if (!Object.hasOwn(READERS, what)) return null;
  return READERS[what]?.(first, second, third, fourth) ?? null;
}
