import type { ReplyKey } from '../../src/conversation/vocabulary.js';

const BEFORE_ANY_FLOW = 'said by the channel itself: test/ussd';
const NO_SUCH_GOODS = 'the demo town has everything on shelves of its own';
const IN_A_TIME = 'part of a time, which sentences write as a whole';
const WHOLE = 'M-Pesa alone takes whole units: test/usecases/request-payment.test.ts';
const SHOWN_INSTEAD = 'the flow shows the basket as it is now instead';
const ASKED_BEFORE = 'the flow asks what is meant before it asks for anything to be done';

/**
 * What no transcript says, each with the reason. A test holds this equal to what really stayed
 * unsaid: an entry that comes to be said has to go.
 */
export const UNSAID: Partial<Record<ReplyKey, string>> = {
  'hours.closed': 'a week without any open day can only be set by the API',
  'sms.reply': 'the channel writes it beside choices, no flow says it: test/sms',
  'statement.latest': 'thirty lines on an account are no story: every-state.test.ts says it',
  'refusal.no_phone':
    'shops of the demo have verified phones: test/usecases/request-payment.test.ts',
  'refusal.not_whole': WHOLE,
  'ussd.no.not_whole': WHOLE,
  'request.wallet.daraja': 'a demo town pays in rupees, M-Pesa in shillings: test/flows',
  'request.unsure': 'M-Pesa alone leaves us unsure: test/jobs/collect-payments.test.ts',
  'told.lines_left': 'a template says it on its way out: told-in-short.txt',
  'office.media_lost': 'the worker that fetches runs in no story: test/jobs/fetch-media.test.ts',
  'office.media_too_large': 'the same',
  'balance.ahead': 'paid for what was cancelled after all: test/usecases/payments.test.ts',
  'doubt.unit_not_sold.words': 'what is sold in no unit is not understood as sold',
  'doubt.which_product.words': 'a choice is made of products, which can be tapped',
  'work.more': 'more orders to pack than one message shows stand in test/flows',
  'jobs.more': 'a driver with more jobs than a list shows is a long story',
  'refusal.basket_changed': SHOWN_INSTEAD,
  'refusal.which_cash_job': 'two orders in cash at once: see the flow’s own test',
  'dispute.at_most_none': 'somebody of the shop noted it in the same moment: test/usecases',
  'dispute.how_many_bare': 'a part of another dispute than the last one: test/flows',
  'refusal.no_open_dispute': 'a button of another vendor’s: test/usecases',
  'refusal.nothing_arrived': 'said as any complaint is heard',
  'standing.unserved': 'our own people do not write to this number in a story',
  'refusal.cash_more': 'it is said with the amount that is to be paid',
  'refusal.no_open_order': ASKED_BEFORE,
  'refusal.not_sold': 'every product of a town has a name to be called by',
  'refusal.price_changed': SHOWN_INSTEAD,
  'refusal.split_changed': SHOWN_INSTEAD,
  'refusal.shelf_not_held': 'vendors of the demo town have all of its goods',
  'refusal.which_order': ASKED_BEFORE,
  'shelf.other': NO_SUCH_GOODS,
  'ussd.ahead': 'paid for what was cancelled after all: test/usecases/payments.test.ts',
  'ussd.ask_first_price': 'shops pay something for every product of the demo town',
  'ussd.busy': BEFORE_ANY_FLOW,
  'ussd.late': BEFORE_ANY_FLOW,
  'ussd.no_menu': 'our own people have no menu, and none of them tells a story',
  'ussd.no.other': 'for what a keypad’s flow never asks for',
  'ussd.no.phone_not_verified': 'a phone that is known here was verified',
  'ussd.over': 'for calls in sessions of others and in those that are over: test/ussd',
  'ussd.pin_none_here': 'vendors of the demo town have a PIN',
  'ussd.shelf_empty': NO_SUCH_GOODS,
  'ussd.suspended': 'nobody can be suspended yet by those who tell stories',
  'ussd.unserved': BEFORE_ANY_FLOW,
  'time.at': IN_A_TIME,
  'time.clock': IN_A_TIME,
  'time.month': IN_A_TIME,
  'time.part': IN_A_TIME,
};

/** States that are never stored, each with the reason. */
export const UNSEEN: Readonly<Record<string, string>> = {
  'retailer.whatsapp weighing': 'left again within the hop that enters it',
};
