/** Replies in English about when vendors are open. */
export const enHours = {
  'order.waiting_open':
    'Order {number}: the shops that have it are closed now. The first opens at {time}, we ask' +
    ' then and tell you here.',
  'hours.as_usual': '🔓 Noted: you are open as usual, and we offer you orders.',
  'hours.closed':
    '🔒 Noted: closed from {from}, until you write “open again”. We offer you no order meanwhile.',
  'hours.closed_until':
    '🔒 Noted: closed from {from} until {until}. We offer you no order meanwhile. If you open ' +
    'before, write “open again”.',
  'hours.open': '🔓 Noted: you are open from {from} until {until}, and we offer you orders then.',
  'refusal.opening_unclear':
    'We did not understand when you are open, so nothing was changed. Please write for ' +
    'example “closed tomorrow”, “open today until 8 pm” or “open again”.',
  'refusal.opening_past':
    'That hour is over already, so nothing was changed. Until when are you open?',
} as const;

/** The same keys in another language. */
export type HoursTexts = Readonly<Record<keyof typeof enHours, string>>;
