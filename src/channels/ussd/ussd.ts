import { USSD } from '../../base/ussd-limits.js';
import type { Log } from '../../base/log.js';
import type { Universe } from '../../base/universe.js';
import type { UssdDesk } from '../../conversation/ussd/desk.js';
import { openTokenCheck } from '../path-token.js';
import { openCallRates } from './call-rates.js';
import { GATEWAYS } from './gateways.js';
import type { UssdCall, UssdGateway, UssdRequest, UssdResponse, UssdScreen } from './port.js';

/** What the USSD channel works with. */
export interface UssdParts {
  /** One or more, while one is replaced by the next. */
  readonly pathTokens: readonly string[];
  readonly desk: UssdDesk;
  readonly universe: Universe;
  readonly log: Log;
}

/** The USSD channel: a gateway's request in, its answer out. One per process. */
export interface Ussd {
  /**
   * Whom a request is for, asked before its body is read: `path` is what follows
   * `/webhooks/ussd/`, that is gateway, token, and what the gateway adds. Undefined for a gateway
   * we do not have and for a token that is not ours, alike.
   */
  admit(path: string): UssdDoor | undefined;
}

/** Where the requests of a gateway that knows the token are answered. */
export interface UssdDoor {
  answer(method: string, body: Buffer): Promise<UssdResponse>;
}

const MALFORMED: UssdResponse = { status: 400, contentType: 'text/plain', body: '' };

/**
 * Opens the channel. A request that is admitted is answered
 *
 *   200  with a screen; a session that cannot go on is told so and closed
 *   400  for a body that is not the gateway's, which it shows as a network error
 *
 * and always well within the gateway's 10 s: a database that does not answer in time is "saved,
 * dial again". What was typed stands in no log, however it fails.
 */
export function openUssd(parts: UssdParts): Ussd {
  const isOurs = openTokenCheck(parts.pathTokens);
  const rates = openCallRates(parts.universe);

  async function screenFor(call: UssdCall): Promise<UssdScreen> {
    if (call.kind !== 'end' && !rates.allows(call.phone, call.session)) {
      return parts.desk.words('busy');
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<UssdScreen>((resolve) => {
      timer = setTimeout(() => resolve(parts.desk.words('late')), USSD.answer_ms_max);
    });
    try {
      return await Promise.race([parts.desk.take(call), late]);
    } catch (error) {
      // Only names of things: a database may quote what it was given.
      const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
      parts.log.error('a USSD call failed', { gateway: call.gateway, name, code });
      return parts.desk.words('late');
    } finally {
      clearTimeout(timer);
    }
  }

  async function answer(gateway: UssdGateway, request: UssdRequest): Promise<UssdResponse> {
    const call = gateway.read(request);
    if (!call) {
      const { method } = request;
      parts.log.warn('a USSD request is not its gateway’s', { gateway: gateway.name, method });
      return MALFORMED;
    }
    return gateway.write(await screenFor(call), call);
  }

  return {
    admit: (path) => {
      const [name = '', token = '', ...more] = path.split('/');
      // Both are looked at whatever the other says: nothing is learned from how long it took.
      const gateway = GATEWAYS.get(name);
      if (!isOurs(token) || gateway === undefined) return undefined;
      const rest = more.join('/');
      return { answer: (method, body) => answer(gateway, { method, rest, body }) };
    },
  };
}
