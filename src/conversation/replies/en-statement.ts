/** Replies in English about what was bought and paid, and what stands on its sheet. */
export const enStatement = {
  'statement.none': 'Nothing was bought on credit or paid yet, so there is no statement.',
  'statement.title': 'Statement of {shop}',
  'statement.file': 'Statement {shop}',
  'statement.period': 'From {from} to {to}',
  'statement.latest': '{n, plural, one {The latest entry} other {The latest # entries}}',
  'statement.before': 'Owed before: {amount}',
  'statement.after': '*Owed after: {amount}*',
  'statement.head': '{column, select, day {Date} what {What} amount {Amount} other {Owed}}',
  'statement.day': '{time}',
  'statement.amount': '{amount}',
  'statement.what':
    '{recipe, select, ORDER_CREDIT {Bought} CASH_COLLECTED {Cash paid} PAYMENT_DEBIT {Paid} ' +
    'REFUND_DEBIT {Credit note} WALLET_TOPUP {Given back} WRITE_OFF {Written off} ' +
    'REVERSAL {Taken back} other {Other}}{about, select, none {} other {, order ' +
    '{number}}}{seller, select, none {} other {, {vendor}}}',
  'statement.sum_before': 'Owed before',
  'statement.sum_after': 'Owed after',
} as const;

/** The same keys in another language. */
export type StatementTexts = Readonly<Record<keyof typeof enStatement, string>>;
