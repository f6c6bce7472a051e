import { enCampaigns } from './en-campaigns.js';
import { enForms } from './en-forms.js';
import { enGoods } from './en-goods.js';
import { enChanges } from './en-changes.js';
import { enRatings } from './en-ratings.js';
import { enNews } from './en-news.js';
import { enPayments } from './en-payments.js';
import { enRequests } from './en-requests.js';
import { enReminders } from './en-reminders.js';
import { enStatement } from './en-statement.js';
import { enRetailer } from './en-retailer.js';
import { enStanding } from './en-standing.js';
import { enAfter } from './en-after.js';
import { enDelivery } from './en-delivery.js';
import { enSplit } from './en-split.js';
import { enStock } from './en-stock.js';
import { enHours } from './en-hours.js';
import { enShelf } from './en-shelf.js';
import { enWork } from './en-work.js';
import { enInbound } from './en-inbound.js';
import { enSms } from './en-sms.js';
import { enUssd } from './en-ussd.js';
import { enUssdVendor } from './en-ussd-vendor.js';
import { enUssdGoods } from './en-ussd-goods.js';
import { enUssdDriver } from './en-ussd-driver.js';

/**
 * The replies in English, as ICU messages: the closed list of keys that every other language is
 * held to. Holes are filled by render.ts. An apostrophe is written as ’ since ' quotes in ICU.
 */
export const en = {
  ...enCampaigns,
  ...enForms,
  ...enGoods,
  ...enChanges,
  ...enRatings,
  ...enNews,
  ...enPayments,
  ...enRequests,
  ...enReminders,
  ...enStatement,
  ...enRetailer,
  ...enStanding,
  ...enAfter,
  ...enDelivery,
  ...enSplit,
  ...enStock,
  ...enHours,
  ...enShelf,
  ...enWork,
  ...enInbound,
  ...enUssd,
  ...enUssdVendor,
  ...enUssdDriver,
  ...enUssdGoods,
  ...enSms,
  'basket.title': '🛒 Your basket:',
  'basket.line': '• {name}: {quantity} × {price} = {total}',
  'basket.gone': '⚠️ No longer sold, so taken out: {name}',
  'basket.volume_tier': '↳ Price for this quantity (otherwise {other})',
  'basket.agreed_price': '↳ The price agreed with you (otherwise {other})',
  'basket.promotion': '↳ {name}: −{off}',
  'basket.free': '↳ {name}: {quantity} free',
  'basket.order_promotion': '{name}: −{off}',
  'basket.delivery': 'Delivery: {fee}',
  'basket.tax': 'Tax ({percent} %): {tax}',
  'basket.total': '*Total: {total}*',
  'basket.credit': 'Credit left: {credit}',
  'basket.over_credit':
    '⚠️ That is {missing} more than your credit. Please take something out, or call our office.',
  'basket.ask': 'Shall we place this order? (1 Confirm, 2 Change)',
  'basket.empty': 'Your basket is empty.',
  'basket.kept': 'All right, nothing was ordered. Your basket is kept.',
  'basket.dropped': 'Your basket is empty now. Nothing was ordered.',
  'basket.none_to_drop': 'There was no open basket. Nothing was ordered.',
  'basket.so_far': '🛒 In your basket so far:',

  'changed.price': '⚠️ {name}: {before} → {after} per {unit}',
  'changed.discount':
    '⚠️ {name}: {ended, select, yes {the discount of {before} has ended} other {discount {before} → {after}}}',
  'changed.free':
    '⚠️ {name}: {ended, select, yes {{before} free no longer applies} other {free goods {before} → {after}}}',
  'changed.order_discount':
    '⚠️ {ended, select, yes {The discount of {before} on the order has ended} other {Discount on the order: {before} → {after}}}',
  'changed.delivery': '⚠️ Delivery: {before} → {after}',
  'changed.tax': '⚠️ Tax: {before} → {after}',

  'note.basket_changed': 'The basket has changed since then. This is how it is now:',
  'note.prices_changed': 'Prices have changed, so nothing was ordered yet. The new prices:',
  'note.question_gone': 'That question is no longer open.',
  'note.question_left_out': 'Left out: what was unclear.',
  'note.late_dropped': 'All right, that old message was left out.',
  'note.late_gone': 'That old message is no longer open.',
  'note.not_in_basket': '“{said}”: it is not in your basket.',
  'note.answer_first': 'Before the order can be placed:',

  'change.how':
    'To change it, just write, for example:\n' +
    '“wai wai 3 ctn only” to set a quantity\n' +
    '“add 10 kg sugar” to add\n' +
    '“remove oil” to take out\n' +
    '“cancel” to drop the whole basket',
  'order.how':
    'Just write what you need with the quantity, for example:\n' +
    '“2 bags jira masino, 5 ctn wai wai, 10 kg sugar”\n' +
    'You see the prices first. Nothing is ordered until you confirm.',
  'nothing.changed': 'All right, nothing was changed.',

  'doubt.which_product': '❓ “{said}”: which one do you mean?',
  'doubt.which_product.words': '❓ “{said}”: please write the full name of the product.',
  'doubt.unknown_product': '❓ “{said}”: we do not know it by that name. Is it one of these?',
  'doubt.unknown_product.words':
    '❓ “{said}”: we could not find it. Please write its name another way.',
  'doubt.no_quantity': '❓ “{said}”: how many? Please write the product with its quantity.',
  'doubt.odd_quantity':
    '❓ “{said}”: we are not sure of the quantity. Please write it with the product again.',
  'doubt.unit_not_sold': '❓ “{said}”: it is not sold that way. Do you want this?',
  'doubt.unit_not_sold.words':
    '❓ “{said}”: it is not sold that way. Please write it in another unit.',
  'doubt.volume_measure': '❓ “{said}”: please write how much it is in kg or packets.',
  'doubt.range': '❓ “{said}”: please write one exact quantity.',
  'doubt.by_value': '❓ “{said}”: please write how many you want, not for how much money.',
  'doubt.not_open': '❓ “{said}”: it is not in your basket. Do you want to add it?',
  'doubt.product': '→ {name}, sold by {unit} ({price})',
  'doubt.option': '{n}. {name}: {price} per {unit}',
  'doubt.option_quantity': '{n}. {quantity} {name}: {price} per {unit}',
  'doubt.none': '{n}. None of these',
  'doubt.leave_out': '{n}. Leave it out',
  'doubt.later': '{n, plural, one {One more question follows.} other {{n} more questions follow.}}',
  'doubt.too_many':
    '{n, plural, one {One more item was not clear and is not in the basket.} other {{n} more ' +
    'items were not clear and are not in the basket.}} Please send the rest again in a ' +
    'shorter message.',
  'option.price': '{price} per {unit}',
  'option.price_quantity': '{quantity}, {price} per {unit}',

  'late.ask': 'This message of yours reached us late. You wrote it at {time}:',
  'late.item': '• “{said}”',
  'late.more': '{n, plural, one {and one more item} other {and {n} more items}}',
  'late.wanted': 'Is it still wanted? (1 Yes, 2 No)',

  'order.placed':
    '✅ Order {number} is placed: {total}.\nWe are asking a vendor now and will tell you here.',
  'order.accepted': '👍 {vendor} has accepted your order {number} ({total}).',
  'order.waiting':
    'Order {number}: no vendor could take it yet. Our office has it now and will look for a way.',
  'order.cancelled': 'Order {number} is cancelled.',
  'order.cancelled_told':
    '{by, select, retailer {Order {number} was cancelled as asked.} operator {Our office has ' +
    'cancelled order {number}. Please call the office for the reason.} other {Order {number} ' +
    'has been cancelled. Please call our office if you did not expect this.}}',
  'orders.title': '📋 Your orders:',
  'orders.row': '*{number}* ({time}): {total}\n{state}',
  'orders.row_vendor': '*{number}* ({time}): {total}\n{state}, {vendor}',
  'orders.item': '• {quantity} {name}',
  'orders.more': '{n, plural, one {and one more order} other {and {n} more orders}}',
  'orders.none': 'You have no open order.',
  'state.CONFIRMED': 'Looking for a vendor',
  'state.VENDOR_ASSIGNED': 'Waiting for the vendor’s answer',
  'state.ACCEPTED': 'Accepted by the vendor',
  'state.READY_FOR_DISPATCH': 'Packed and ready',
  'state.OUT_FOR_DELIVERY': 'On its way',
  'state.DELIVERED': 'Delivered',
  'state.DELIVERY_FAILED': 'Could not be delivered',
  'state.COMPLETED': 'Completed',
  'state.CANCELLED': 'Cancelled',

  'cancel.which': 'What do you want to cancel?',
  'cancel.sure': 'Do you want to cancel order {number} ({total})?',
  'cancel.option_basket': '{n}. The basket (not ordered yet)',
  'cancel.option_order': '{n}. Order {number}, {total}',
  'cancel.option_keep': '{n}. Cancel nothing',
  'cancel.nothing': 'There is nothing to cancel: no open basket and no open order.',
  'cancel.kept': 'All right, nothing was cancelled.',

  'balance.owed': 'You owe: *{balance}*',
  'balance.ahead': 'You have paid ahead: *{balance}*',
  'balance.held': 'Set aside for open orders: {held}',
  'balance.limit': 'Credit limit: {limit}',
  'balance.available': 'Credit left: *{available}*',

  'price.row': '• {name}: {price} per {unit}',
  'price.title': 'Today’s prices:',
  'price.none': 'Please write the product’s name, for example “price of jira masino”.',
  'stock.title':
    'These are on our list. Whether a vendor has them is checked after you confirm an order:',
  'stock.none': 'Please write the product’s name, for example “is there sugar”.',

  'payment.claimed':
    'Thank you for telling us. Payments cannot be recorded in this chat yet, so your balance ' +
    'has not changed. Please give the receipt to our office.',
  'complaint.heard':
    'We are sorry about that. Complaints cannot be recorded in this chat yet: please call ' +
    'our office. Nothing was ordered or changed.',
  'chat.answer': '🙏 Thank you. Whenever you need something, just write it here.',
  'media.received':
    '{media, select, location {We cannot use a location yet.} other {We cannot read this kind ' +
    'of message yet.}} Please write it as text.',
  'not.understood': 'Sorry, we did not understand that. Nothing was ordered or changed.',
  'not.understood_example': 'To order, write for example: “2 bags jira masino, 5 ctn wai wai”',
  'failed.here':
    'Sorry, something went wrong on our side with a message of yours, and it had no effect. ' +
    'Please send it again, or call our office.',

  'greet.retailer': '🙏 Namaste! What do you need today?',
  'menu.title': 'What would you like to do?',
  'menu.order': 'How to order',
  'menu.basket': 'My basket',
  'menu.orders': 'My orders',
  'menu.balance': 'My balance',
  'menu.repeat': 'Same as last time',
  'menu.language': 'Language',
  'menu.person': 'Talk to a person',
  'menu.offers': 'Open offers',
  'menu.help': 'Help',
  'help.words': 'You can also write: “status”, “balance”, “same as last time”, “cancel”, “menu”.',

  'language.ask': 'Which language do you want?',
  'language.set': 'All right, we write in English from now on.',
  'language.en': 'English',
  'language.ne': 'नेपाली',
  'language.ne-Latn': 'Roman Nepali',

  'button.confirm': 'Confirm',
  'button.change': 'Change',
  'button.none': 'None of these',
  'button.leave_out': 'Leave it out',
  'button.yes': 'Yes',
  'button.no': 'No',
  'button.drop_basket': 'Drop the basket',
  'button.cancel_order': 'Cancel {number}',
  'button.keep': 'Cancel nothing',
  'button.accept': 'Accept',
  'button.decline': 'Decline',
  'button.menu': 'Menu',
  'button.order': 'How to order',
  'button.orders': 'My orders',
  'button.repeat': 'Same as last time',
  'button.offers': 'Open offers',
  'button.help': 'Help',
  'button.send': 'Yes, send it',
  'button.correct': 'Change it',
  'open.choose': 'Choose',
  'open.menu': 'Open the menu',

  'refusal.basket_empty': 'Your basket is empty, so nothing was ordered.',
  'refusal.basket_changed':
    'The basket changed at the same moment, so this was not done. Please send it again.',
  'refusal.price_changed':
    'Prices have changed, so nothing was ordered yet. Please look at the basket once more.',
  'refusal.not_sold':
    'Something in it is no longer sold, so this was not done. Please take it out or choose ' +
    'another.',
  'refusal.not_sold_name':
    '{name} is no longer sold, so this was not done. Please take it out or choose another.',
  'refusal.credit_short':
    'Your credit is not enough, so nothing was ordered. Please take something out, pay at ' +
    'our office, or call us. Your basket is kept.',
  'refusal.credit_figures': 'Order: {total}. Credit left: {available}.',
  'refusal.credit_stopped':
    'Your credit is stopped at the moment, so nothing was ordered. Please call our office. ' +
    'Your basket is kept.',
  'refusal.phone_not_verified':
    'We do not know your number for sure yet (WhatsApp may hide it), so nothing was ordered on ' +
    'credit. Please send your own contact card here (📎, Contact), or call our office. Your ' +
    'basket is kept.',
  'refusal.already_placed':
    'That order was already placed, so nothing was ordered again. Write “status” to see your ' +
    'orders.',
  'refusal.no_last_order':
    'There is no earlier order to repeat. Please write what you need with the quantity.',
  'refusal.no_such_order':
    'We find no order of yours with that number. Write “status” to see them.',
  'refusal.no_open_order':
    'You have no open order, so nothing was changed. To order, write what you need.',
  'refusal.which_order': 'Which order? Please write its number, for example “cancel 1042”.',
  'refusal.not_now':
    'That is no longer possible for this order, so nothing was changed. Please call our office.',
  'refusal.no_open_offer':
    'No offer waits for your answer now, so nothing was changed. We write when an order ' +
    'comes.',
  'refusal.which_offer': 'Which one? Please write the number with your answer, e.g. “1042 ok”.',
  'refusal.offer_closed':
    'That offer is closed, so your answer did not count. You have nothing to prepare for it.',
  'refusal.not_your_offer':
    'That number is not an offer to you, so nothing was changed. Write “offers” to see yours.',
  'refusal.already_registered':
    'This number is already registered, so nothing was sent again. Please wait for our ' +
    'message, or call our office.',
  'refusal.language_not_offered':
    'We cannot write in that language yet. Please choose one of these:',
  'refusal.too_much':
    'That is more than we can take at once, so it was not done. Please send it in smaller parts.',

  'offer.title': '📦 New order {number} from {retailer}',
  'offer.again': '📦 Order {number} from {retailer}',
  'offer.line': '• {quantity} {name}',
  'offer.cost': 'You are paid: *{cost}*',
  'offer.reply_by': 'Please answer by {time}.',
  'offer.ask': '(1 Accept, 2 Decline)',
  'offers.title': 'Offers that wait for your answer:',
  'offers.none': 'No offer waits for your answer. We write to you when an order comes.',
  'offers.option_accept': '{n}. Accept {number}',
  'offers.option_decline': '{n}. Decline {number}',
  'offers.section': 'Order {number}',
  'offers.more': '{n, plural, one {and one more offer} other {and {n} more offers}}',
  'offer.accepted': '✅ You have accepted order {number}. Please prepare it.',
  'offer.accepted_before':
    'You accepted order {number} before, and that stands. Please prepare it; to change ' +
    'anything call our office.',
  'offer.declined': 'You have declined order {number}. Thank you for answering.',
  'offer.closed':
    '{why, select, timed_out {The time to answer order {number} is over; it is no longer ' +
    'offered to you.} cancelled {Order {number} was cancelled. Please do not prepare it.} ' +
    'other {Order {number} was given to another vendor. Please do not prepare it.}}',
  'offer.order_cancelled': 'Order {number} was cancelled. Please do not prepare or send it.',
  'vendor.greet': '🙏 Namaste! When an order comes, we offer it to you here.',
  'vendor.help':
    'Answer an offer with its buttons, or write “1042 ok” or “1042 no, out of stock”. Write ' +
    '“offers” to see what is open.',
  'vendor.not_here':
    'This number is registered as a vendor, so that is not possible here. Please call our office.',
  'vendor.not_understood': 'Sorry, we did not understand that. No offer was answered.',
  'vendor.nothing_shown': 'Nothing here waits for a yes or no.',

  'standing.suspended':
    'Your account is on hold, so nothing was done. Orders already on their way go on. Please ' +
    'call our office.',
  'standing.unserved':
    'This number is registered as {kind, select, driver {a driver’s} other {our staff’s}}, and ' +
    'there is nothing that can be done with it here yet. Please call our office.',

  'new.welcome':
    '🙏 Namaste! Here shops order wholesale goods by message. This number is not registered ' +
    'yet; it takes three short answers.',
  'new.order_first':
    'Please register first. What you wrote was not kept as an order: send it again once you ' +
    'are approved.',
  'new.ask_shop': 'What is the name of your shop?',
  'new.ask_owner': 'What is the owner’s name?',
  'new.ask_place': 'In which town and place is the shop?',
  'new.name_odd': 'Sorry, that does not look like a name. Please write 2 to 60 letters.',
  'new.summary': 'Is this right?',
  'new.shop': 'Shop: {shop}',
  'new.owner': 'Owner: {owner}',
  'new.place': 'Place: {place}',
  'new.sent':
    '✅ Thank you. Your registration is with our office now. We write to you here once it is ' +
    'decided. You can order after it is approved.',
  'new.pending':
    'Your registration is with our office and not decided yet. We write to you here once it is.',
  'new.pending_order':
    'What you wrote was not kept as an order: please send it again once you are approved.',
  'new.not_kept': 'What you wrote was not kept as an order.',
  'new.again': 'All right, once more from the start.',
  'new.stopped':
    'All right, the registration is stopped and nothing was sent. Write “namaste” to begin again.',
  'new.not_here': 'That is possible once you are registered and approved.',
  'new.call_office': 'For questions please call our office.',
  'new.refused':
    'We are sorry, our office could not approve the registration. Please call the office for ' +
    'the reason.',
  'new.approved': '🎉 Your shop is approved. Your credit limit is {limit}.',

  'time.at': '{day} {month}, {clock}',
  'time.clock': '{hour}:{minute} {part}',
  'time.month':
    '{month, select, 1 {Jan} 2 {Feb} 3 {Mar} 4 {Apr} 5 {May} 6 {Jun} 7 {Jul} 8 {Aug} 9 {Sep} ' +
    '10 {Oct} 11 {Nov} other {Dec}}',
  'time.part': '{part, select, morning {am} night {am} other {pm}}',
} as const;

/** What can be said: a part names one of these. */
export type ReplyKey = keyof typeof en;
