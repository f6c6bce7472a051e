const ORDERED = '🛒 Tapai ko tokari:\n• Je';
const NOT_READ = 'Hami yasto sandesh ajhai';
const NOT_UNDERSTOOD = 'Maaf garnuhos, bujhna sa';
const PLACE_KEPT = '📍 Dhanyabad! Aba dekhi ';
const FIRST_WORDS_COUNT = 'Tapai le aghillo sandesh';
const SILENCE = '';

/** What a retailer hears in answer to each row of Meta's payloads: the first words of it. */
export const MADE_OF: Readonly<Record<string, string>> = {
  text: ORDERED,
  'text in Devanagari with an emoji': '❓ “चामल”: कति चाहियो? सा',
  'text with a NUL and half a surrogate pair': NOT_UNDERSTOOD,
  'text from a click-to-WhatsApp advertisement': 'Saman ko naam lekhnuhos,',
  'picture from a post of ours, without a click id': '🖼 Tapai ko photo hamro ',
  'text in reply to a product of the catalogue': '\ud83d\uded2 Your basket:\n• Wai Wa',
  'text in reply to a product that is none': '\ud83d\ude4f Dhanyabad. Kehi chahi',
  'text that names an odd sort of source': '🙏 Dhanyabad. Kehi chahi',
  'text whose referral is no object': '🙏 Dhanyabad. Kehi chahi',
  reply: '🙏 Dhanyabad. Kehi chahi',
  'forwarded text, whose context has no id': NOT_UNDERSTOOD,
  'question about a product of the catalogue': 'Saman ko naam lekhnuhos,',
  'text whose body is missing': NOT_READ,
  'text whose body is a number': NOT_READ,
  // Nobody orders by writing to a group that we happen to be in.
  'message to a group': SILENCE,

  // Ids that we never gave: a tap on them says nothing.
  'quick reply of a template': NOT_UNDERSTOOD,
  'quick reply without payload': NOT_UNDERSTOOD,
  'button reply': NOT_UNDERSTOOD,
  'list reply': NOT_UNDERSTOOD,
  'button reply without an id': NOT_READ,
  // We send no forms, so no answer to one is ours.
  'answer to a form': NOT_READ,
  'answer to a form that is no object and has no token': NOT_READ,
  'answer to a form that is no JSON': NOT_READ,
  'answer to a form that is an object instead of its text': NOT_READ,
  'answer about call permission': NOT_READ,

  cart: '❓ “di9ozbzfi4”: bhetiyen',
  'cart with the price as text, twice the same product and no note': '❓ “a”: bhetiyena. Arko n',
  'cart with a price that is no decimal': NOT_READ,
  'cart without items': NOT_READ,

  location: PLACE_KEPT,
  'bare location with numbers as text': PLACE_KEPT,
  'location off the earth': NOT_READ,
  'location of empty texts': NOT_READ,
  'contacts, one on WhatsApp, one not, one without a usable number': NOT_READ,
  'contacts that are no list': NOT_READ,

  image: '🖼 Tapai ko photo hamro ',
  video: '🎬 Tapai ko video hamro ',
  audio: '🎤 Tapai ko awaj ko sand',
  document: '📎 Tapai ko file hamro k',
  sticker: NOT_READ,
  'image with a caption and its address': '🖼 Tapai ko photo hamro ',
  'image without id': NOT_READ,
  'image with errors and no body': NOT_READ,

  // On no message that offers anything.
  reaction: SILENCE,
  'reaction taken back by leaving the emoji out': SILENCE,
  'reaction taken back by an empty emoji': SILENCE,

  'changed number': SILENCE,
  'changed number, the older shape without from': SILENCE,
  'changed number that tells the id of before': SILENCE,
  'changed identity': SILENCE,
  'changed user id, with the phone hidden': SILENCE,
  'a notice we do not know': SILENCE,

  'unsupported, older shape': NOT_READ,
  'unsupported, newer shape': NOT_READ,
  unknown: NOT_READ,
  edit: FIRST_WORDS_COUNT,
  revoke: FIRST_WORDS_COUNT,
  request_welcome: '🙏 Namaste! Aaja ke sama',
  'a type of tomorrow': NOT_READ,
  'a type that names something every object has': NOT_READ,
  'no type': NOT_READ,
};
