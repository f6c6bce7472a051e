import fc from 'fast-check';
import {
  groupDigits,
  localDigits,
  moneyStyle,
  shortestDecimal,
  writeMoney,
} from '../../src/conversation/replies/numbers.js';
import { townTime } from '../../src/conversation/replies/times.js';

const npr = moneyStyle('NPR', 2, 'latin', {});

test.each([
  ['0', 'Rs 0'],
  ['5', 'Rs 0.05'],
  ['50', 'Rs 0.50'],
  ['100', 'Rs 1'],
  ['12345650', 'Rs 1,23,456.50'],
  ['100000000', 'Rs 10,00,000'],
  ['-50000', '-Rs 500'],
])('%s paisa is %s', (minor, written) => {
  expect(writeMoney(minor, npr)).toBe(written);
});

test('groups as Intl does, in both systems', () => {
  const inIndia = new Intl.NumberFormat('en-IN');
  const elsewhere = new Intl.NumberFormat('en-US');
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 18n), (amount) => {
      expect(groupDigits(String(amount), true)).toBe(inIndia.format(amount));
      expect(groupDigits(String(amount), false)).toBe(elsewhere.format(amount));
    }),
  );
});

test('digits are those of Intl', () => {
  const intl = new Intl.NumberFormat('ne-u-nu-deva', { useGrouping: false });
  expect(localDigits('1234567890', 'devanagari')).toBe(intl.format(1_234_567_890));
  expect(localDigits('Rs 5', 'latin')).toBe('Rs 5');
});

test('currencies without minor digits, and unknown ones', () => {
  expect(writeMoney('1500', moneyStyle('XOF', 0, 'latin', {}))).toBe('FCFA 1,500');
  expect(writeMoney('1500', moneyStyle('XXX', 2, 'devanagari', {}))).toBe('XXX १५');
  expect(writeMoney('123456700', moneyStyle('KES', 2, 'latin', {}))).toBe('KSh 1,234,567');
});

test('decimals lose only zeros that say nothing', () => {
  const cases = { '2': '2', '2.000': '2', '1.500': '1.5', '10': '10', '0.250': '0.25' };
  for (const [text, short] of Object.entries(cases)) expect(shortestDecimal(text)).toBe(short);
});

test('a time is that of the town', () => {
  expect(townTime('2026-03-02T02:15:00.000Z', 'Asia/Kathmandu')).toEqual({
    month: 3,
    day: 2,
    hour: 8,
    minute: '00',
    part: 'morning',
  });
  const noon = townTime('2026-12-31T18:15:30Z', 'Asia/Kathmandu');
  expect(noon).toEqual({ month: 1, day: 1, hour: 12, minute: '00', part: 'night' });
  expect(townTime('2026-12-31T18:15:30Z', 'Africa/Nairobi')).toMatchObject({ day: 31, hour: 9 });
  expect(() => townTime('tomorrow', 'Asia/Kathmandu')).toThrow('ISO 8601');
});
