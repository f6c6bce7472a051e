import type { StatementTexts } from './en-statement.js';

/** Replies in Nepali about what was bought and paid, and what stands on its sheet. */
export const neStatement = {
  'statement.none': 'अहिलेसम्म उधारो किनेको वा तिरेको केही छैन, त्यसैले हिसाब पनि छैन।',
  'statement.title': '{shop} को हिसाब',
  'statement.file': 'हिसाब {shop}',
  'statement.period': '{from} देखि {to} सम्म',
  'statement.latest': '{n, plural, one {पछिल्लो कारोबार} other {पछिल्ला # कारोबार}}',
  'statement.before': 'अघिको बाँकी: {amount}',
  'statement.after': '*अहिलेको बाँकी: {amount}*',
  'statement.head': '{column, select, day {मिति} what {विवरण} amount {रकम} other {बाँकी}}',
  'statement.day': '{time}',
  'statement.amount': '{amount}',
  'statement.what':
    '{recipe, select, ORDER_CREDIT {किनेको} CASH_COLLECTED {नगद तिरेको} PAYMENT_DEBIT {तिरेको} ' +
    'REFUND_DEBIT {घटाइएको} WALLET_TOPUP {फिर्ता दिएको} WRITE_OFF {मिनाहा} REVERSAL {रद्द गरिएको} ' +
    'other {अन्य}}{about, select, none {} other {, अर्डर {number}}}' +
    '{seller, select, none {} other {, {vendor}}}',
  'statement.sum_before': 'अघिको बाँकी',
  'statement.sum_after': 'अहिलेको बाँकी',
} satisfies StatementTexts;
