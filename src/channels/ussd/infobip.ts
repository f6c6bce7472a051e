import { phoneOf, readJson, serviceCodeOf, sessionOf, textOf, typedOf } from './fields.js';
import type { UssdCall, UssdGateway } from './port.js';

/**
 * Infobip: JSON, the session in the address (`session/ID/start`, `/response`, PUT `/end`), the
 * latest input only. `shortCode` may be absent. The answer's own exit code says how it went, over
 * HTTP 200; 400 is a session that we do not know.
 */

const ADDRESS = /^session\/([^/]+)\/(start|response|end)$/;

const KINDS: Readonly<Record<string, UssdCall['kind']>> = {
  start: 'start',
  response: 'input',
  end: 'end',
};

/** Where the address leaves out `session/ID`, the body names it. */
const SHORT_ADDRESS = /^(start|response|end)$/;

/** Where it leaves out everything: a start has no text, or the code that was dialled. */
function kindOf(text: string | undefined): UssdCall['kind'] {
  return text === undefined || /^\*.*#$/.test(text) ? 'start' : 'input';
}

export const infobip: UssdGateway = {
  name: 'infobip',
  read: ({ method, rest, body }) => {
    const fields = readJson(body);
    if (fields === undefined) return undefined;
    const [, named, long] = ADDRESS.exec(rest) ?? [];
    const action = long ?? SHORT_ADDRESS.exec(rest)?.[1] ?? '';
    const kind = rest === '' ? kindOf(textOf(fields, 'text')) : KINDS[action];
    if (kind === undefined) return undefined;
    if (method !== 'POST' && !(method === 'PUT' && kind === 'end')) return undefined;
    const session = sessionOf(named ?? textOf(fields, 'sessionId'));
    const phone = phoneOf(textOf(fields, 'msisdn'));
    const typed = typedOf(textOf(fields, 'text') ?? '');
    if (session === undefined || typed === undefined) return undefined;
    // The end names nobody: the session alone says whose it was.
    if (phone === undefined && kind !== 'end') return undefined;
    return {
      ...{ gateway: 'infobip', session, phone: phone ?? '', kind },
      serviceCode: serviceCodeOf(textOf(fields, 'shortCode')),
      input: { kind: 'latest', text: kind === 'input' ? typed : '', turn: null },
    };
  },
  write: ({ text, ends }, { kind }) => {
    const isEnd = kind === 'end';
    const answer = {
      ...(isEnd ? {} : { shouldClose: ends, ussdMenu: text }),
      responseExitCode: 200,
      responseMessage: '',
    };
    return { status: 200, contentType: 'application/json', body: JSON.stringify(answer) };
  },
};
