/** Replies in English about what arrives beside words: carts, edits, files, the office's people. */
export const enInbound = {
  'changed.cart': '⚠️ {name}: your WhatsApp cart said {before}, our price is {after} per {unit}',
  'message.changed':
    '{how, select, edited {You changed an earlier message.} other {You deleted an earlier ' +
    'message.}} What it said first was already acted on and still counts; nothing was done ' +
    'twice. If you want something else, please write it as a new message.',
  'person.called':
    '{why, select, misunderstood {Sorry, we still do not understand, and nothing was changed.} ' +
    'other {All right.}} 👤 A person of our office will write to you here. Go on ' +
    'here as usual meanwhile.',
  'person.called_already':
    '👤 Our office has been told that you wait for a person. Go on here as usual meanwhile.',
  'office.took':
    '👤 A person of our office reads here now and will answer you. Until they are done, ' +
    'nothing you write or tap here is acted on by itself.',
  'office.handed_back':
    '👤 Our office is done here. From now on the machine answers again, as before.',
  'office.late':
    'Sorry, nobody of our office could look at your request yet. It stays open and they have ' +
    'been reminded. If it is urgent, please call our office.',
  'office.left':
    'Sorry, you have not heard from our office for a while. Your request stays open for ' +
    'another person there; until then the machine answers again.',
  'office.closed': '👤 Our office has closed your request. If something is left, write “person”.',
  'media.kept':
    '{media, select, audio {🎤 Our office gets your voice message} image {🖼 Our office gets ' +
    'your picture} video {🎬 Our office gets your video} other {📎 Our office gets your file}} ' +
    'and will write to you here. Nothing is ordered or changed by it; in words it goes quicker.',
  'office.media_lost':
    'Sorry, something you sent (a picture, voice message or file) could not be fetched, and our ' +
    'office has not seen it. Please send it again, or write it in words.',
  'office.media_too_large':
    'Sorry, a file you sent is too large for us, and our office has not seen it. Please send a ' +
    'smaller one, or write it in words.',
  'identity.review':
    'WhatsApp tells us that a shop we know has moved to this number. Our office will ask ' +
    'whether it is really you; until then nothing can be ordered here. You will hear here.',
  'identity.stated':
    '✅ Thank you. Our office will check that this number is yours, and you will hear here. ' +
    'Until then you cannot order on credit.',
  'identity.linked': '✅ Our office has checked your number: it is linked to your account now.',
  'identity.dismissed':
    'Our office could not confirm that this number belongs to an account with us, so it is not ' +
    'linked. Please call our office if that is wrong.',
  'told.lines_left': '({n, plural, one {# more line} other {# more lines}}: write MORE)',
} as const;

/** The same keys in another language. */
export type InboundTexts = Readonly<Record<keyof typeof enInbound, string>>;
