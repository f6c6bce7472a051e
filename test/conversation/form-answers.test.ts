import { formTap, readForm } from '../../src/conversation/form-answers.js';
import { LIMITS } from '../../src/base/limits.js';

/** What forms answer (Cloud API, Flows: response_json), and what comes instead. */

const OPEN = 'c0ffee00-0000-7000-8000-000000000001';
const awaiting = [{ id: 'language:en', title: 'English', number: 0 }, formTap(OPEN)];
const filled = { shop: 'Sita Kirana', owner: 'Sita Rai', place: 'Itahari' };
const NOTHING = { shop: null, owner: null, place: null };

test.each([
  ['all of it', { flow_token: OPEN, ...filled }, { asked: true, ...filled }],
  [
    'other names of the fields, and fields nobody knows',
    { flow_token: OPEN, shop_name: 'A B', owner_name: 'C D', town: 'E F', agree: true, n: [1] },
    { asked: true, shop: 'A B', owner: 'C D', place: 'E F' },
  ],
  ['no token', filled, { asked: false, ...filled }],
  ['a token of another', { flow_token: 'x', ...filled }, { asked: false, ...filled }],
  ['a token that is none', { flow_token: [OPEN], ...filled }, { asked: false, ...filled }],
  [
    'fields that are no texts',
    { flow_token: OPEN, shop: 7, owner: {} },
    { asked: true, ...NOTHING },
  ],
  ['a list', [OPEN, filled], { asked: false, ...NOTHING }],
  ['a bare value', 7, { asked: false, ...NOTHING }],
  ['nothing', null, { asked: false, ...NOTHING }],
  ['a text of JSON in a text', JSON.stringify({ flow_token: OPEN }), { asked: false, ...NOTHING }],
])('%s', (_what, answer, expected) => {
  const form = { kind: 'form', name: 'flow', answer: JSON.stringify(answer) } as const;
  expect(readForm(form, awaiting)).toEqual({ type: 'FORM_FILLED', ...expected });
});

test('what is no JSON at all, and a field without end', () => {
  const answered = (answer: string): unknown =>
    readForm({ kind: 'form', name: '', answer }, awaiting);
  expect(answered('{oops')).toEqual({ type: 'FORM_FILLED', asked: false, ...NOTHING });
  const endless = answered(JSON.stringify({ flow_token: OPEN, shop: 'x'.repeat(100_000) }));
  expect((endless as { shop: string }).shop.length).toBeLessThanOrEqual(
    LIMITS.said_characters_max + 1,
  );
});

test('an address form is none of ours', () => {
  expect(readForm({ kind: 'form', name: 'address_message', answer: '{}' }, awaiting)).toBeNull();
});
