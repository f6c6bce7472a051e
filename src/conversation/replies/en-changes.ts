/** Replies in English about what a vendor would do otherwise than it was ordered. */
export const enChanges = {
  'change.part': '❓ {vendor} can do only a part of your order {number}:',
  'change.price': '❓ {vendor} asks another price for your order {number}:',
  'change.both': '❓ {vendor} can do a part of your order {number}, at another price:',
  'change.line_part': '• {name}: {quantity} instead of {asked}',
  'change.line_none': '• {name}: none (you ordered {asked})',
  'change.line_price': '• {name}: {price} per {unit} instead of {was}',
  'change.line_both':
    '• {name}: {quantity} instead of {asked}, at {price} per {unit} instead of {was}',
  'change.unchanged':
    '{n, plural, one {Your other item stays as ordered.} other {Your other {n} items stay as ' +
    'ordered.}}',
  'change.total': '*New total: {total}* (was {was})',
  'change.reply_by':
    'Please answer by {time}. {silence, select, take {Without an answer we take it.} elsewhere ' +
    '{Without an answer we take it and ask others for the rest.} other {Without an answer we ' +
    'ask another vendor.}}',
  'change.ask_part':
    '(1 Take it and drop the rest, 2 Take it and ask others for the rest, 3 Cancel the order. ' +
    'Write “no”, and we ask another vendor for all of it.)',
  'change.ask_price': '(1 Take it, 2 Ask another vendor, 3 Cancel the order)',
  'change.taken': '✅ {vendor} does your order {number} as changed: {total}.',
  'change.rest_ordered':
    'What is left is order {number} now; we are asking another vendor for it and will tell you ' +
    'here.',
  'change.rest_dropped': 'What is left was dropped: nothing more comes for this order.',
  'change.refused':
    'All right, {vendor} does not do order {number}. We are asking another vendor for all of it.',
  'change.gone': 'That question is no longer open. This is how it stands:',
  'change.credit_short':
    'Your credit is not enough for the new price of order {number}, so nothing was changed. ' +
    'Please choose otherwise, or pay at our office first.',
  'change.credit_stopped':
    'Your credit is stopped at the moment, so the new price of order {number} could not be ' +
    'agreed. Please choose otherwise, or call our office.',
  'change.told':
    '{by, select, preference {👍 As you chose for parts of orders, we have taken what {vendor} ' +
    'has of your order {number}: {total}.} other {There was no answer from you, so we have ' +
    'taken what {vendor} has of your order {number}: {total}.}}',
  'change.lapsed':
    'Order {number}: there was no answer from you, so {vendor} does not do it. We are asking ' +
    'another vendor for all of it.',
  'orders.row_asked': '*{number}* ({time}): {total}\nWaiting for your answer to {vendor}',
  'orders.how_asked': 'To see what is asked, write “status” with the number.',

  'part.ask': 'When a vendor has only a part of an order, what shall we do?',
  'part.now':
    'At present {choice, select, take {we take what there is and drop the rest} elsewhere {we ' +
    'take what there is and ask others for the rest} refuse {we ask another vendor for all of ' +
    'it} other {we ask you each time}}.',
  'part.set':
    'All right. From now on {choice, select, take {we take what there is and drop the rest} ' +
    'elsewhere {we take what there is and ask others for the rest} refuse {we ask another ' +
    'vendor for all of it} other {we ask you each time}}. Another price is always asked about.',
  'menu.part': 'If only a part',

  'button.take': 'Take it',
  'button.elsewhere': 'Rest elsewhere',
  'button.another': 'Another vendor',
  'button.part_ask': 'Ask me each time',
  'button.part_take': 'Take what there is',
  'button.part_elsewhere': 'Rest elsewhere',
  'button.part_refuse': 'Only whole orders',

  'offer.change_asked': '👍 We are asking {retailer} about order {number}. You would do:',
  'offer.change_cost': 'You would be paid: *{cost}*',
  'offer.change_until':
    'You hear from us by {time}. Please do not prepare it before. To take all of it after all, ' +
    'write “{number} ok”.',
  'offer.change_taken': '✅ The shop agrees to your change of order {number}. Please prepare:',
  'offer.change_agreed': '✅ {retailer} agrees to your change of order {number}. Please prepare:',
  'offer.change_refused':
    '{retailer} takes only whole orders, so order {number} is no longer offered to you. Please ' +
    'do not prepare it.',
  'offer.change_off':
    '{why, select, no_consent {The shop did not answer about your change of order {number}; it ' +
    'is no longer offered to you.} other {The shop did not agree to your change of order ' +
    '{number}; it is no longer offered to you.}} Please do not prepare it.',
  'offer.change_how':
    'We did not understand what you would do otherwise, so nothing was changed. Please accept, ' +
    'decline, or write for example “1042 ok but only 3 ctn oil”, “1042 no rice” or “1042 oil ' +
    '1850 per ctn”.',
  'refusal.change_unclear':
    'We did not understand what you would change of order {number}, so nothing was changed. ' +
    'Please write the product as in the offer, for example “1042 ok but only 3 ctn oil”.',
  'refusal.change_more':
    'Only {quantity} {name} was asked for in order {number}, so nothing was changed. Please ' +
    'accept it, or write how much of it you have.',
  'refusal.price_unclear':
    'We did not understand the price for order {number}, so nothing was changed. Please write ' +
    'it with product and unit, for example “1042 oil 1850 per ctn”.',
  'refusal.price_high':
    'That price is more than we can put before the shop, so nothing was changed: for {name} in ' +
    'order {number} at most {most} per {unit}.',
  'refusal.change_gone': 'That question is no longer open.',
} as const;

/** What has to be said in every language. */
export type ChangeTexts = Readonly<Record<keyof typeof enChanges, string>>;
