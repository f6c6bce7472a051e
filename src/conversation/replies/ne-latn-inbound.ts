import type { InboundTexts } from './en-inbound.js';

/** Replies in romanised Nepali about what arrives beside words. */
export const neLatnInbound: InboundTexts = {
  'changed.cart':
    '⚠️ {name}: tapai ko WhatsApp cart ma {before} thiyo, hamro bhau prati {unit} {after} ho',
  'message.changed':
    '{how, select, edited {Tapai le aghillo sandesh phernubhayo.} other {Tapai le aghillo ' +
    'sandesh metaunubhayo.}} Pahile lekheko kaam bhaisakeko chha ra tyahi kayam chha; dohoro ' +
    'kehi bhayeko chhaina. Arkai kura chahie naya sandesh ma lekhnuhos.',
};
