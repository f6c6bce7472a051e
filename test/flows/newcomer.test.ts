import { Conversation } from './conversation.js';
import { edit } from './samples.js';

const talk = (): Conversation => new Conversation('newcomer');
const words = (text: string) => ({ type: 'WORDS' as const, text });
const order = { type: 'ORDER_READ', fresh: true, edits: [edit()], questions: [] } as const;
const yes = { type: 'CONFIRMED', basketId: null, version: null } as const;

const atSummary = (): Conversation =>
  talk().hear({ type: 'GREETED' }, words('Sita  Kirana'), words('Sita Thapa'), words('Surkhet'));

test('a stranger registers with three answers and a yes', () => {
  const chat = talk().hear({ type: 'GREETED' });
  expect(chat.text).toContain('What is the name of your shop?');
  expect([...chat.taps.keys()]).toEqual(['English', 'नेपाली', 'Roman Nepali']);
  expect(chat.hear(words('Sita  Kirana')).text).toBe('What is the owner’s name?');
  expect(chat.hear(words('Sita Thapa')).text).toBe('In which town and place is the shop?');
  chat.hear(words('Birendranagar, Surkhet'));
  expect(chat.text).toContain('Shop: Sita Kirana\nOwner: Sita Thapa\nPlace: Birendranagar');
  chat.tap('Yes, send it');
  expect(chat.deeds).toEqual([
    {
      type: 'register_retailer',
      shop: 'Sita Kirana',
      owner: 'Sita Thapa',
      place: 'Birendranagar, Surkhet',
      point: null,
    },
  ]);
  chat.hear({ type: 'RETAILER_REGISTERED' });
  expect(chat.text).toContain('You can order after it is approved.');
  expect(chat.hear({ type: 'CHATTED' }).text).toContain('not decided yet');
  expect(chat.hear({ type: 'CANCEL_ASKED', number: null }).state).toBe('pending');
});

test('the language is chosen in the first message and the question comes again in it', () => {
  const chat = talk().hear({ type: 'GREETED' }).tap('नेपाली');
  expect(chat.deeds).toEqual([{ type: 'set_language', language: 'ne' }]);
  chat.language = 'ne';
  chat.hear({ type: 'LANGUAGE_SET', language: 'ne' });
  expect(chat.text).toContain('तपाईंको पसलको नाम के हो?');
  expect(chat.state).toBe('shop');
});

test('an order is not kept, and that is said, before and while it is pending', () => {
  const chat = talk().hear(order);
  expect(chat.text).toContain('Please register first. What you wrote was not kept');
  expect(chat.text).toContain('What is the name of your shop?');
  const pending = atSummary().hear(yes, { type: 'RETAILER_REGISTERED' }, order);
  expect(pending.text).toContain('not kept as an order: please send it again');
});

test('a name that is none is asked for again', () => {
  const chat = talk().hear({ type: 'GREETED' });
  for (const odd of ['x', '12345', '🙏🙏', 'n'.repeat(61), 'a\u0000b']) {
    expect(chat.hear(words(odd)).text).toContain('does not look like a name');
    expect(chat.state).toBe('shop');
  }
  expect(chat.hear({ type: 'NOT_UNDERSTOOD', said: 'सीता किराना' }).state).toBe('owner');
});

test('a wrong summary begins again, and cancel forgets everything', () => {
  expect(atSummary().tap('Change it').state).toBe('shop');
  const chat = atSummary().hear({ type: 'CANCEL_ASKED', number: null });
  expect(chat.text).toContain('nothing was sent');
  expect(chat.state).toBe('stranger');
  expect(chat.hear(yes).deeds).toEqual([]);
});

test('only a yes to the summary sends it', () => {
  const chat = atSummary().hear({ type: 'CONFIRMED', basketId: 'x', version: 1 });
  expect(chat.deeds).toEqual([]);
  expect(atSummary().hear(yes).deeds).toMatchObject([{ type: 'register_retailer' }]);
  expect(talk().hear({ type: 'REGISTRATION_ANSWERED', right: true }).deeds).toEqual([]);
});

test('a number that is registered already waits', () => {
  const chat = atSummary().hear(yes, {
    type: 'REFUSED',
    effect: 'register_retailer',
    refusal: 'already_registered',
    detail: {},
  });
  expect(chat.state).toBe('pending');
});

test('the decision is told', () => {
  const refused = talk().hear({ type: 'TOLD', tell: { type: 'retailer_refused' } });
  expect(refused.text).toContain('could not approve');
  const approved = new Conversation('retailer.whatsapp').hear({
    type: 'TOLD',
    tell: { type: 'retailer_approved', limitMinor: '5000000' },
  });
  expect(approved.text).toContain('Your credit limit is Rs 50,000.');
});

test('a place on the map is an answer, and its point is kept', () => {
  const point = { latitude: 28.60001234, longitude: 81.6 };
  const chat = talk().hear({ type: 'GREETED' }, words('Sita Kirana'), words('Sita Thapa'));
  chat.hear({ type: 'PLACE_SHARED', ...point, label: '' });
  expect(chat.text).toContain('Place: 28.60001, 81.6');
  expect(chat.tap('Yes, send it').deeds).toMatchObject([{ place: '28.60001, 81.6', point }]);
  const named = talk().hear({ type: 'GREETED' }, words('Sita Kirana'), words('Sita Thapa'));
  named.hear({ type: 'PLACE_SHARED', ...point, label: 'Itram 4' });
  expect(named.text).toContain('Place: Itram 4');
});
