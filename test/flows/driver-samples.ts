import type { DriverRefusal } from '../../src/conversation/driver-vocabulary.js';
import type { DriverDone, DriverWords, Event, Tell } from '../../src/conversation/vocabulary.js';
import type { DeliveryTell, ToldJob } from '../../src/usecases/delivery-tells.js';

/** Events and tells about deliveries, with the contents that lead somewhere else each. */

const DELIVERY_ID = '0190a5a0-0000-7000-8000-000000000900';

const job = (over: Partial<ToldJob> = {}): ToldJob => ({
  deliveryId: DELIVERY_ID,
  number: '1042',
  state: 'ASSIGNED',
  vendor: 'Karnali Traders',
  retailer: 'Sita Kirana',
  phone: '+9779800000001',
  zone: 'Itram',
  note: 'behind the temple',
  point: { latitude: 28.6, longitude: 81.6 },
  lines: [{ name: 'Jeera Masino Rice 25kg', unit: 'bag', quantity: '2' }],
  cashMinor: '855000',
  ...over,
});

const bare = job({ phone: null, zone: null, note: '', point: null, cashMinor: null });

const SHORT = [
  { name: 'Jeera Masino Rice 25kg', unit: 'bag', asked: '2', quantity: '1' },
  { name: 'Fortune Sunlite Sunflower Oil 1L Pouch', unit: 'ctn', asked: '3', quantity: '0' },
];

const UNTIL = '2026-03-03T01:15:00.000Z';
const number = '1042';

export const DELIVERY_TELLS: {
  readonly [T in DeliveryTell['type']]: readonly Extract<Tell, { type: T }>[];
} = {
  job_offered: [true, false].map((others) => ({
    type: 'job_offered',
    job: others ? job() : bare,
    replyBy: UNTIL,
    others,
  })),
  job_assigned: (['assigned', 'resumed'] as const).map((why) => ({
    type: 'job_assigned',
    job: job(),
    why,
  })),
  job_closed: (['taken', 'timed_out', 'cancelled', 'reassigned'] as const).map((why) => ({
    type: 'job_closed',
    number,
    why,
  })),
  job_put_off: [{ type: 'job_put_off', number, until: UNTIL }],
  job_overdue: [{ type: 'job_overdue', number }],
  place_shared: [
    {
      type: 'place_shared',
      number,
      retailer: 'Sita Kirana',
      point: { latitude: 28.6, longitude: 81.6 },
    },
  ],
  cash_counted: ['0', '20000'].map((leftMinor) => ({
    type: 'cash_counted',
    countedMinor: '835000',
    heldMinor: '855000',
    leftMinor,
  })),
  cash_due: [{ type: 'cash_due', heldMinor: '855000' }],
  delivery_waiting: [{ type: 'delivery_waiting', number }],
  delivery_coming: [true, false].map((now) => ({
    type: 'delivery_coming',
    number,
    driver: 'Driver 1',
    phone: now ? '+9779820000001' : null,
    code: '4417',
    cashMinor: now ? '855000' : null,
    now,
  })),
  order_delivered: [[], SHORT].map((short) => ({
    type: 'order_delivered',
    number,
    driver: 'Driver 1',
    short,
    totalMinor: '855000',
    wasMinor: '1000000',
    dueAt: short.length === 0 ? UNTIL : null,
  })),
  delivery_failed: [
    { type: 'delivery_failed', number, driver: 'Driver 1', reason: 'shop closed' },
    { type: 'delivery_failed', number, driver: 'Driver 1', reason: '' },
  ],
  delivery_put_off: [{ type: 'delivery_put_off', number, until: UNTIL }],
  cash_taken: ['0', '20000'].map((leftMinor) => ({
    type: 'cash_taken',
    number,
    driver: 'Driver 1',
    amountMinor: '835000',
    leftMinor,
  })),
  delivered_short: [{ type: 'delivered_short', number, short: SHORT, costMinor: '800000' }],
};

/** What each refusal of a driver's words may bring. */
export const DRIVER_REFUSALS: Readonly<Record<DriverRefusal, Readonly<Record<string, string>>>> = {
  no_such_job: { number },
  no_open_job: {},
  which_job: {},
  job_taken: { number },
  code_needed: { number },
  code_locked: { number },
  lines_unclear: { number },
  nothing_taken: { number },
  no_cash_job: { number },
  which_cash_job: {},
  nothing_due: { number },
  cash_more: { number, dueMinor: '855000' },
  no_cash: {},
};

const lines = [{ productId: DELIVERY_ID, quantity: '3', unit: 'ctn' }];

const WORDS: readonly DriverWords[] = [
  { kind: 'shift', on: true },
  { kind: 'shift', on: false },
  { kind: 'jobs' },
  { kind: 'take', number: null, deliveryId: DELIVERY_ID },
  { kind: 'refuse', number, reason: 'far' },
  { kind: 'picked_up', number: null },
  { kind: 'set_out', number },
  { kind: 'delivered', number, code: null, lines: [], unclear: false },
  { kind: 'delivered', number: null, code: '4417', lines, unclear: false },
  { kind: 'delivered', number: null, code: '4417', lines: [], unclear: true },
  { kind: 'failed', number: null, reason: 'shop closed' },
  { kind: 'put_off', number, reason: '' },
  { kind: 'cash', number: null, amount: null, sure: false },
  { kind: 'cash', number, amount: { major: '5200' }, sure: false },
  { kind: 'hand_over', amount: null },
  { kind: 'figure', figure: '4417' },
  { kind: 'picture', mediaId: 'm1' },
];

const view = (n: number, state: string) => ({
  ...job({ number: String(1042 + n), state }),
  replyBy: state === 'OFFERED' ? UNTIL : null,
});
const STATES = ['PICKED_UP', 'ASSIGNED', 'ON_THE_WAY', 'FAILED', 'RESCHEDULED', 'ASSIGNED'];

const DONE: readonly DriverDone[] = [
  { kind: 'shift', on: true, givenBack: [], kept: [] },
  { kind: 'shift', on: false, givenBack: ['1042'], kept: ['1043'] },
  { kind: 'jobs', onDuty: false, jobs: [], heldMinor: '0' },
  { kind: 'jobs', onDuty: true, jobs: [view(0, 'FAILED')], heldMinor: '0' },
  { kind: 'jobs', onDuty: true, jobs: [view(0, 'OFFERED')], heldMinor: '855000' },
  {
    kind: 'jobs',
    onDuty: true,
    jobs: STATES.map((state, n) => view(n, state)),
    heldMinor: '0',
  },
  { kind: 'taken', job: job() },
  { kind: 'job_refused', number },
  { kind: 'stepped', step: 'picked_up', job: job({ state: 'PICKED_UP' }) },
  { kind: 'stepped', step: 'set_out', job: job({ state: 'ON_THE_WAY' }) },
  { kind: 'delivered', number, short: [], cashMinor: null },
  { kind: 'delivered', number, short: SHORT, cashMinor: '855000' },
  { kind: 'wrong_code', number, left: 4 },
  { kind: 'wrong_code', number, left: 1 },
  { kind: 'wrong_code', number, left: 0 },
  { kind: 'failed', number },
  { kind: 'put_off', number, until: UNTIL },
  { kind: 'cash_taken', number, amountMinor: '855000', leftMinor: '0', heldMinor: '855000' },
  { kind: 'cash_taken', number, amountMinor: '800000', leftMinor: '55000', heldMinor: '855000' },
  { kind: 'cash_asked', was: 'how_much', number, amountMinor: '0', dueMinor: '855000' },
  { kind: 'cash_asked', was: 'sure', number, amountMinor: '800000', dueMinor: '855000' },
  { kind: 'handed_over', claimedMinor: '855000', heldMinor: '855000' },
  { kind: 'handed_over', claimedMinor: '835000', heldMinor: '855000' },
  { kind: 'picture_kept', number },
  { kind: 'picture_kept', number: null },
];

type DriverEvents = 'DRIVER_SAID' | 'DRIVER_DONE' | 'PLACE_SHARED' | 'PLACE_KEPT';

export const DRIVER_EVENTS: {
  readonly [T in DriverEvents]: readonly Extract<Event, { type: T }>[];
} = {
  DRIVER_SAID: WORDS.map((words) => ({ type: 'DRIVER_SAID', words })),
  DRIVER_DONE: DONE.map((done) => ({ type: 'DRIVER_DONE', done })),
  PLACE_SHARED: [{ type: 'PLACE_SHARED', latitude: 28.6, longitude: 81.6, label: 'my shop' }],
  PLACE_KEPT: [
    { type: 'PLACE_KEPT', numbers: [] },
    { type: 'PLACE_KEPT', numbers: ['1042'] },
  ],
};
