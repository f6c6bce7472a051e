import { phoneOf, readJson, serviceCodeOf, sessionOf, textOf, typedOf } from './fields.js';
import type { UssdGateway } from './port.js';

/**
 * Arkesel (Ghana; developers.arkesel.com, USSD): JSON with the latest input only, `newSession` at
 * the beginning with the dialled code as `userData`. The answer repeats who it is for; `userID`
 * is a name of our account that the provider expects back.
 */
const USER_ID = /^[\w.@-]{1,64}$/;

export const arkesel: UssdGateway = {
  name: 'arkesel',
  read: ({ method, rest, body }) => {
    const fields = method === 'POST' ? readJson(body) : undefined;
    if (fields === undefined || (rest !== '' && rest !== 'end')) return undefined;
    const session = sessionOf(textOf(fields, 'sessionID'));
    const phone = phoneOf(textOf(fields, 'msisdn'));
    const typed = typedOf(textOf(fields, 'userData') ?? '');
    const isNew = fields['newSession'];
    if (session === undefined || phone === undefined || typed === undefined) return undefined;
    if (rest !== 'end' && typeof isNew !== 'boolean') return undefined;
    const kind = rest === 'end' ? 'end' : isNew === true ? 'start' : 'input';
    const userId = textOf(fields, 'userID') ?? '';
    return {
      ...{ gateway: 'arkesel', session, phone, kind },
      serviceCode: kind === 'start' ? serviceCodeOf(typed) : '',
      input: { kind: 'latest', text: kind === 'input' ? typed : '', turn: null },
      ...(USER_ID.test(userId) ? { echo: userId } : {}),
    };
  },
  write: ({ text, ends }, { session, phone, kind, echo = '' }) => {
    const answer = {
      sessionID: session,
      userID: echo,
      msisdn: phone.slice(1),
      message: text,
      continueSession: !ends && kind !== 'end',
    };
    return { status: 200, contentType: 'application/json', body: JSON.stringify(answer) };
  },
};
