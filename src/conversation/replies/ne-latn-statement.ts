import type { StatementTexts } from './en-statement.js';

/** Replies in romanised Nepali about what was bought and paid, and what stands on its sheet. */
export const neLatnStatement = {
  'statement.none':
    'Ahile samma udharo kineko wa tireko kehi chhaina, tyasaile hisab pani chhaina.',
  'statement.title': '{shop} ko hisab',
  'statement.file': 'Hisab {shop}',
  'statement.period': '{from} dekhi {to} samma',
  'statement.latest': '{n, plural, one {Pachhillo karobar} other {Pachhilla # karobar}}',
  'statement.before': 'Aghi ko baki: {amount}',
  'statement.after': '*Ahile ko baki: {amount}*',
  'statement.head': '{column, select, day {Miti} what {Bibaran} amount {Rakam} other {Baki}}',
  'statement.day': '{time}',
  'statement.amount': '{amount}',
  'statement.what':
    '{recipe, select, ORDER_CREDIT {Kineko} CASH_COLLECTED {Nagad tireko} PAYMENT_DEBIT {Tireko} ' +
    'REFUND_DEBIT {Ghataieko} WALLET_TOPUP {Firta dieko} WRITE_OFF {Minaha} ' +
    'REVERSAL {Radda garieko} other {Anya}}{about, select, none {} other {, order {number}}}' +
    '{seller, select, none {} other {, {vendor}}}',
  'statement.sum_before': 'Aghi ko baki',
  'statement.sum_after': 'Ahile ko baki',
} satisfies StatementTexts;
