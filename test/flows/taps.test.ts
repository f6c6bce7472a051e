import { TAP, readTap } from '../../flows/taps.js';
import { uuid } from './samples.js';

test('reads back what it writes', () => {
  expect(readTap(TAP.confirm(uuid(1), 12))).toEqual({
    type: 'CONFIRMED',
    basketId: uuid(1),
    version: 12,
  });
  expect(readTap(TAP.change(uuid(1)))).toEqual({ type: 'CHANGE_ASKED' });
  expect(readTap(TAP.answer('a1b2-0', uuid(7)))).toEqual({
    type: 'ANSWERED',
    questionId: 'a1b2-0',
    productId: uuid(7),
  });
  expect(readTap(TAP.answer('a1b2-0', null))).toMatchObject({ productId: null });
  expect(readTap(TAP.late('20260302T021500000Z.4', false))).toEqual({
    type: 'LATE_ANSWERED',
    lateId: '20260302T021500000Z.4',
    wanted: false,
  });
  expect(readTap(TAP.cancel('1042'))).toEqual({ type: 'CANCEL_ASKED', number: '1042' });
  expect(readTap(TAP.decline(uuid(3)))).toMatchObject({ answer: 'decline', offerId: uuid(3) });
  expect(readTap(TAP.language('ne-Latn'))).toEqual({
    type: 'LANGUAGE_CHOSEN',
    language: 'ne-Latn',
  });
  expect(readTap(TAP.registration(true))).toEqual({ type: 'REGISTRATION_ANSWERED', right: true });
  for (const id of [...Object.values(TAP.menu), TAP.drop, TAP.keep]) {
    expect(readTap(id)).not.toBeNull();
  }
});

test.each([
  '',
  ':',
  'confirm',
  'confirm::',
  `confirm:${uuid(1)}:1e9`,
  `confirm:${uuid(1)}:-1`,
  `confirm:${uuid(1)}:1:1`,
  "confirm:' or 1=1:1",
  `confirm:${uuid(1).toUpperCase()}:1`,
  'answer:q1',
  'answer:q1:../x',
  `answer:${'q'.repeat(65)}:none`,
  'late:maybe:1',
  'cancel:x',
  'cancel:12345678901',
  'accept:1042',
  'language:',
  'language:<x>',
  'menu:constructor',
  'constructor',
  '__proto__:1',
  'x'.repeat(100_000),
])('takes nothing for granted: %.40s', (id) => {
  expect(readTap(id)).toBeNull();
});
