/** Replies in English about what comes after a delivery: what was amiss, and money going back. */
export const enAfter = {
  'dispute.which_order': 'We are sorry. Which order is it about?',
  'dispute.order_row': '{n}. {number}, came {time}',
  'dispute.which_line': 'We are sorry. What of order {number} is it about?',
  'dispute.line_row': '{n}. {name}, {quantity}',
  'dispute.how_many': 'How many of *{name}*? At most {quantity} can be noted. Write the number.',
  'dispute.which_problem': 'What is wrong with {quantity} of *{name}*?',
  'dispute.problem_row': '{n}. {problem}',
  'problem.missing': 'it was missing',
  'problem.damaged': 'damaged or spoiled',
  'problem.expired': 'past its date',
  'problem.wrong': 'not what was ordered',
  'problem.other': 'something else',
  'dispute.line': '• {quantity} {name}: {problem}',
  'dispute.opened': 'Noted for order {number}. We are asking {vendor} about it:',
  'dispute.answer_by': 'You hear from us by {time}; without their answer our office decides.',
  'dispute.for_vendor': '⚠️ {retailer} says of order {number}:',
  'dispute.said': '“{said}”',
  'dispute.vendor_by': 'Please answer by {time}; after that our office decides.',
  'dispute.vendor_how':
    'Agree, and you are paid so much less. To give a part of it, write for example “only 1”.',
  'dispute.how_many_given': 'How much of it do you agree to? {quantity} {name} is asked for.',
  'dispute.how_many_bare': 'How much of it do you agree to?',
  'dispute.open': 'A shop waits for your answer about order {number}:',
  'dispute.open_title': 'Shops wait for your answers about these:',
  'dispute.open_row': '{number}: {quantity} {name}',
  'dispute.you_agreed':
    '✅ Settled for order {number}: {quantity} {name}. You are paid {cost} less.',
  'dispute.you_agreed_above':
    '✅ Noted that you agree for order {number}. It is a large amount, so our office confirms it.',
  'dispute.you_gave_part':
    'Noted for order {number}: you agree to {quantity} {name}. Our office decides about it.',
  'dispute.you_refused':
    'Noted for order {number}: you do not agree about {name}. Our office decides about it.',
  'dispute.vendor_says':
    '{answer, select, agreed {{vendor} agrees about {name} of order {number}. It is a large ' +
    'amount, so our office confirms it.} part {{vendor} agrees to {quantity} of {name} of order ' +
    '{number}. Our office decides now.} refused {{vendor} does not agree about {name} of order ' +
    '{number}. Our office decides now.} other {{vendor} did not answer about {name} of order ' +
    '{number}. Our office decides now.}} You hear from us.',
  'dispute.decided':
    '✅ Order {number}: {by, select, vendor {the vendor agrees.} other {our office decided.}} ' +
    '{credit} is taken off for {quantity} {name}.',
  'dispute.decided_nothing':
    'Order {number}: our office decided that nothing is taken off for {name}.',
  'dispute.in_wallet': '💰 You had paid already, so {amount} is kept as your own money with us.',
  'dispute.in_cash': '💵 You had paid already: our office gives you {amount} in cash.',
  'dispute.reason': '“{reason}”',
  'dispute.lapsed':
    'The time to answer about {name} of order {number} has passed. Our office decides now.',
  'dispute.ruled':
    'Our office decided about order {number}: {quantity} {name} is given. You are paid {cost} less.',
  'dispute.ruled_nothing': 'Our office decided about order {number}: nothing is given for {name}.',
  'money.returned':
    '{as, select, cash {💵 {amount} of order {number} was given back to you in cash.} other {💰 ' +
    '{amount} of order {number} is kept as your own money with us.}}',

  'button.order_number': 'Order {number}',
  'button.all_of_it': 'All of it',
  'button.missing': 'Missing',
  'button.damaged': 'Damaged, spoiled',
  'button.expired': 'Past its date',
  'button.wrong': 'Wrong goods',
  'button.other': 'Something else',
  'button.agree': 'I agree',
  'button.part_of_it': 'A part of it',
  'button.refuse_it': 'I do not agree',
  'button.agree_number': 'Agree {number}',
  'button.refuse_number': 'Refuse {number}',

  'refusal.nothing_arrived':
    'We are sorry to hear that. No order of yours came lately, so please call our office.',
  'refusal.not_arrived': 'No order of yours with that number has come. Please look at the number.',
  'refusal.dispute_late':
    'That order came too long ago for us to settle it here. Please call our office.',
  'refusal.not_in_arrived': 'That was not in an order that came lately. Nothing was noted.',
  'refusal.disputed_already': 'All of that is noted already. You hear from us about it.',
  'refusal.dispute_more': 'That is more than can be settled. Nothing was noted.',
  'dispute.at_most': 'Of *{name}* of order {number}, {quantity} can be noted. How many?',
  'dispute.at_most_none': 'All of *{name}* of order {number} is noted already.',
  'refusal.no_open_dispute': 'No shop waits for an answer of yours about that.',
  'refusal.which_dispute': 'Which one do you mean?',
  'refusal.dispute_closed': 'That is settled already, or our office decides about it.',
} as const;

/** The same keys in another language. */
export type AfterTexts = Readonly<Record<keyof typeof enAfter, string>>;
