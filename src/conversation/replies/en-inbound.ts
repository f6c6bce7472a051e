/** Replies in English about what arrives beside words: carts, edits, files, the office's people. */
export const enInbound = {
  'changed.cart': '⚠️ {name}: your WhatsApp cart said {before}, our price is {after} per {unit}',
  'message.changed':
    '{how, select, edited {You changed an earlier message.} other {You deleted an earlier ' +
    'message.}} What it said first was already acted on and still counts; nothing was done ' +
    'twice. If you want something else, please write it as a new message.',
} as const;

/** The same keys in another language. */
export type InboundTexts = Readonly<Record<keyof typeof enInbound, string>>;
