import { Conversation } from './conversation.js';
import { offer, uuid } from './samples.js';

const talk = (): Conversation => new Conversation('vendor');
const offered = { type: 'TOLD', tell: { type: 'order_offered', ...offer(1) } } as const;
const answer = (given: 'accept' | 'decline', over: object = {}) => [
  { type: 'answer_offer', offerId: null, number: null, answer: given, reason: '', ...over },
];

test('an offer says what, for how much and until when, and is accepted by tap', () => {
  const chat = talk().hear(offered);
  expect(chat.text).toBe(
    [
      '📦 New order 1042 from Sita Kirana',
      '• 2 bags Jeera Masino Rice 25kg',
      'You are paid: *Rs 8,000*',
      'Please answer by 2 Mar, 8:30 am.',
      '(1 Accept, 2 Decline)',
    ].join('\n'),
  );
  chat.tap('Accept');
  expect(chat.deeds).toEqual(answer('accept', { offerId: uuid(301) }));
  chat.hear({ type: 'OFFER_ANSWERED', number: '1042', answer: 'accept' });
  expect(chat.text).toContain('You have accepted order 1042.');
  expect(chat.state).toBe('open');
});

test('a bare yes or no is about offers only while one is shown', () => {
  const yes = { type: 'CONFIRMED', basketId: null, version: null } as const;
  expect(talk().hear(yes).deeds).toEqual([]);
  expect(talk().hear(offered, yes).deeds).toEqual(answer('accept'));
  expect(talk().hear(offered, { type: 'DECLINED' }).deeds).toEqual(answer('decline'));
});

test('where it is not clear which, all are shown to choose from', () => {
  const chat = talk().hear(offered, {
    type: 'REFUSED',
    effect: 'answer_offer',
    refusal: 'which_offer',
    detail: {},
  });
  expect(chat.deeds).toEqual([{ type: 'read_offers' }]);
  chat.hear({ type: 'OFFERS_READ', offers: [offer(1), offer(2)] });
  expect(chat.text).toMatch(/^Which one\?/);
  expect(chat.text).toContain('3. Accept 1043');
  expect([...chat.taps.keys()]).toEqual(['1. Accept', '2. Decline', '3. Accept', '4. Decline']);
  chat.tap('4. Decline');
  expect(chat.deeds).toEqual(answer('decline', { offerId: uuid(302) }));
});

test('what was not understood of a change is said, with the offers', () => {
  const chat = talk().hear(offered, {
    type: 'OFFER_CHANGE_READ',
    offerId: null,
    number: '1042',
    words: null,
  });
  expect(chat.deeds).toEqual([{ type: 'read_offers' }]);
  chat.hear({ type: 'OFFERS_READ', offers: [offer(1)] });
  expect(chat.text).toMatch(/^We did not understand what you would do otherwise/);
  expect([...chat.taps.keys()]).toEqual(['Accept', 'Decline']);
});

test('more offers than a list holds are counted', () => {
  const chat = talk().hear(
    { type: 'OFFERS_ASKED' },
    {
      type: 'OFFERS_READ',
      offers: [1, 2, 3, 4, 5, 6, 7].map((n) => offer(n)),
    },
  );
  expect(chat.taps.size).toBe(10);
  expect(chat.text).toContain('and 2 more offers');
});

test('an offer that ended says why', () => {
  const closed = (why: 'timed_out' | 'cancelled' | 'reassigned') =>
    talk().hear({ type: 'TOLD', tell: { type: 'offer_closed', number: '1042', why } }).text;
  expect(closed('timed_out')).toContain('time to answer order 1042 is over');
  expect(closed('cancelled')).toContain('Order 1042 was cancelled');
  expect(closed('reassigned')).toContain('another vendor');
});

test('a vendor orders nothing', () => {
  const chat = talk().hear({ type: 'REPEAT_ASKED', edits: [], questions: [] });
  expect(chat.deeds).toEqual([]);
  expect(chat.text).toContain('registered as a vendor');
});
