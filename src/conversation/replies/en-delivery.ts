/** Replies in English about deliveries: to drivers, and to shops and vendors about them. */
export const enDelivery = {
  'job.offered': '🛵 Delivery {number}: from {vendor} to {retailer}. Will you take it?',
  'job.assigned': '🛵 Delivery {number} is yours: from {vendor} to {retailer}',
  'job.resumed': '🛵 Delivery {number} goes on today: from {vendor} to {retailer}',
  'job.listed': '🛵 {number} ({state}): {vendor} → {retailer}',
  'job.state.OFFERED': 'not taken yet',
  'job.state.ASSIGNED': 'to be fetched',
  'job.state.PICKED_UP': 'with you',
  'job.state.ON_THE_WAY': 'on the way',
  'job.state.FAILED': 'could not be delivered',
  'job.state.RESCHEDULED': 'put off',
  'job.place': '📍 {place}',
  'job.map': '🗺️ https://maps.google.com/?q={latitude},{longitude}',
  'job.phone': '📞 {phone}',
  'job.line': '• {quantity} {name}',
  'job.cash': '💵 To be taken in cash: {cash}',
  'job.first_wins': 'Others are asked too: the first to take it has it.',
  'job.taken':
    '✅ {number} is yours. Please fetch it at {vendor}, then write “picked up {number}”.',
  'job.refused': 'All right, {number} goes to somebody else.',
  'job.picked_up':
    '✅ The goods of {number} are with you. When you leave for {retailer}, write “on the way ' +
    '{number}”.',
  'job.set_out':
    '✅ {retailer} knows that you are coming. There, ask for the code and write “delivered ' +
    '{number}” with it. If it does not work out: “failed {number}” with the reason, or “tomorrow ' +
    '{number}”.',
  'job.delivered': '✅ {number} is delivered. Thank you!',
  'job.delivered_part':
    '✅ {number} is delivered but for this; please bring what is left back to the vendor:',
  'job.take_cash': '💵 {cash} is to be paid. When you have it, write “cash” with the amount.',
  'job.wrong_code':
    'That is not the code of {number}. Please ask the shop for it again. {left, plural, one {One ' +
    'try is left.} other {{left} tries are left.}}',
  'job.code_locked': 'Too many wrong codes for {number}. Our office looks at it: please call.',
  'job.failed':
    'Noted: {number} could not be delivered. Please keep the goods; our office decides. For ' +
    'another try write “on the way {number}”.',
  'job.put_off': 'Noted: {number} goes on {time}. The shop hears it from us.',
  'job.put_off_told': 'Our office put {number} off: it goes on {time}.',
  'job.closed':
    '{why, select, taken {Delivery {number} went to somebody else.} timed_out {The time to take ' +
    'delivery {number} has passed.} cancelled {Order {number} was cancelled. If its goods are ' +
    'with you, please bring them back to the vendor.} other {Our office gave delivery {number} ' +
    'to somebody else.}}',
  'job.overdue':
    '⏰ Delivery {number} takes long. How does it stand? Write “delivered” with the code, ' +
    '“failed” with the reason, or “tomorrow”.',

  'jobs.none': 'There is nothing for you to deliver now.',
  'jobs.title': '🛵 Your deliveries:',
  'jobs.more': '{n, plural, one {and one more} other {and {n} more}}',
  'jobs.cash': '💵 You hold {held} for our office.',
  'jobs.off_duty': 'You are off duty: write “on duty” and we ask you when something is to go.',

  'driver.greet': '🙏 Namaste! When there is something to deliver, we ask you here.',
  'driver.help':
    'Write “on duty” or “off duty”, “jobs” for your list; then for each: “picked up”, “on the ' +
    'way”, “delivered” with the code, “failed” with the reason, “tomorrow”, “cash” with the ' +
    'amount, and “cash handed over” at our office.',
  'driver.not_understood': 'Sorry, we did not understand that. Nothing was noted.',
  'driver.not_here': 'That is not for this number. Write “help” to see what you can write.',
  'driver.nothing_asked': 'Nothing is asked at the moment. Write “jobs” to see your list.',
  'driver.not_now': 'That does not fit how it stands now:',
  'driver.on': '✅ You are on duty. We ask you here when something is to go.',
  'driver.off': 'You are off duty. Thank you for today!',
  'driver.off_gave': '{number} goes to somebody else.',
  'driver.off_kept':
    '⚠️ The goods of {number} are still with you: please deliver them, or call our office.',

  'cash.taken': '✅ {amount} in cash for {number}. You hold {held} for our office now.',
  'cash.how_much': 'How much cash did you take for {number}? {due} is to be paid.',
  'cash.sure': '{number}: {due} is to be paid, and you wrote {amount}. Is {amount} right?',
  'cash.not_noted': 'All right, no cash was noted.',
  'cash.more': 'No more than {due} is to be paid. Please give change, and write what you keep.',
  'cash.handed': 'Noted: you hand over {claimed}. Our office counts it, and you hear from us.',
  'cash.handed_other': '⚠️ By our books you hold {held}.',
  'cash.counted': 'Our office counted {counted}. Thank you!',
  'cash.counted_left': '⚠️ By our books {left} is still with you.',
  'cash.due': '⏰ You hold {held} for our office. Please bring it soon.',
  'cash.receipt': '🧾 {driver} took {amount} in cash for order {number}.',
  'cash.receipt_left': '⚠️ {left} is still to be paid.',
  'cash.receipt_paid': 'It is paid in full. Thank you!',

  'picture.kept': '📷 Thank you, the picture is kept with {number}.',
  'picture.unknown': 'We cannot tell what this picture is of. Please send it after “delivered”.',
  'place.kept': '📍 Thank you, we know where you are.',
  'place.told': '📍 {retailer} shared the place for {number}.',
  'place.shop_kept': '📍 Thank you! Your goods come to this place from now on.',
  'place.driver_knows': 'The driver of order {number} knows it too.',

  'delivery.waiting':
    'No driver is free for your order {number} yet. Our office is looking for one.',
  'delivery.picked_up': '🛵 {driver} has your order {number} and will bring it to you.',
  'delivery.on_way': '🛵 {driver} is on the way to you with your order {number}.',
  'delivery.code': '🔑 *Your code: {code}*. Please tell it when the goods are there, not before.',
  'delivery.cash': '💵 Please have {cash} in cash ready.',
  'delivery.place': 'You can share your location here so that you are found.',
  'delivery.done': '✅ {driver} delivered your order {number}. Thank you!',
  'delivery.part': '✅ {driver} delivered your order {number}, but for this:',
  'delivery.due': '{total} is to be paid by {time}.',
  'delivery.failed':
    '⚠️ {driver} could not deliver your order {number} ({reason}). We try again or call you.',
  'delivery.put_off': 'Your order {number} comes later: {time} or after.',
  'delivery.for_vendor': 'Of order {number} this was not taken; what is left comes back to you:',

  'button.take_job': 'I take it',
  'button.pass_job': 'Not me',
  'button.picked': 'Picked up',
  'button.set_out': 'On the way',
  'button.map': 'Open the map',
  'button.on_duty': 'On duty',
  'button.off_duty': 'Off duty',
  'button.cash': 'Pay in cash',
  'cash.instead': 'You can also pay in cash when the goods are there.',
  'button.jobs': 'My deliveries',

  'refusal.no_such_job': 'That number is none of your deliveries.',
  'refusal.no_open_job': 'Nothing of yours fits that.',
  'refusal.which_job': 'Which one do you mean? Please write its number too.',
  'refusal.job_taken': 'That delivery is gone: somebody else has it, or its time has passed.',
  'refusal.code_needed': 'Please ask the shop for its code of four digits and write it here.',
  'refusal.code_locked':
    'Too many wrong codes were written for this delivery. Our office looks at it: please call.',
  'refusal.lines_unclear':
    'It is not clear what was taken. Nothing was noted. Write for example: delivered 4417 but ' +
    'only 3 ctn oil',
  'refusal.nothing_taken': 'If nothing was taken, write “failed” with the reason.',
  'refusal.no_cash_job': 'No cash of yours is awaited for that. Please write the order’s number.',
  'refusal.which_cash_job': 'For which order? Please write: cash, its number, the amount',
  'refusal.nothing_due': 'That order is paid already. Nothing was noted.',
  'refusal.cash_more': 'That is more than is to be paid. Nothing was noted.',
  'refusal.no_cash': 'By our books you hold no cash.',
} as const;

/** The same keys in another language. */
export type DeliveryTexts = Readonly<Record<keyof typeof enDelivery, string>>;
