import type { Log } from '../../base/log.js';
import type { Universe } from '../../base/universe.js';
import type { InboundElement } from '../../inbox/element.js';
import { openTokenCheck } from '../path-token.js';
import { readSmsForm } from './elements.js';
import type { SmsForm } from './elements.js';
import { openSmsRates } from './rates.js';

/** What a post of the provider came to: an element to be stored, or a status to answer with. */
export type SmsPost =
  | { readonly kind: 'element'; readonly element: InboundElement }
  /** The provider's form, and not one that we know: kept as bytes, so that it is not repeated. */
  | { readonly kind: 'unusable' }
  /** This phone writes too much: to be sent again later. */
  | { readonly kind: 'too_many' };

/** The posts of Africa's Talking. One per process. */
export interface SmsPosts {
  /** Whether a body may be read at all; `path` is what follows `/webhooks/sms/`. */
  admits(path: string): boolean;
  /** Reads the body of an admitted post. */
  read(path: string, body: Buffer): SmsPost;
}

const FORMS: ReadonlySet<string> = new Set<SmsForm>(['inbound', 'delivery', 'optout']);

/** Opens them. Tokens are compared in constant time, whatever else the address says. */
export function openSmsPosts(parts: {
  /** One or more, while one is replaced by the next. */
  readonly pathTokens: readonly string[];
  readonly universe: Universe;
  readonly log: Log;
}): SmsPosts {
  const isOurs = openTokenCheck(parts.pathTokens);
  const allows = openSmsRates(parts.universe);
  const formOf = (path: string): SmsForm | undefined => {
    const [provider, token = '', form = '', ...more] = path.split('/');
    const known = isOurs(token);
    const isForm = provider === 'africastalking' && FORMS.has(form) && more.length === 0;
    return known && isForm ? (form as SmsForm) : undefined;
  };
  return {
    admits: (path) => formOf(path) !== undefined,
    read: (path, body) => {
      const form = formOf(path);
      const element = form && readSmsForm(form, body, () => parts.universe.newId());
      if (element === undefined) {
        parts.log.warn('a short-message post is not what its address says', { form });
        return { kind: 'unusable' };
      }
      const [sender] = element.kind === 'message' ? element.sender : [];
      if (form === 'inbound' && sender !== undefined && !allows(sender.value)) {
        return { kind: 'too_many' };
      }
      return { kind: 'element', element };
    },
  };
}
