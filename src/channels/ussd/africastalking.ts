import { phoneOf, readForm, serviceCodeOf, sessionOf, textOf, typedOf } from './fields.js';
import type { UssdGateway } from './port.js';

/**
 * Africa's Talking (developers.africastalking.com, USSD overview and session handling): a form
 * whose `text` is everything typed since the code was dialled, joined by `*`; the answer is plain
 * text that begins with CON or END. A session's end is told to an address of its own, with the
 * whole text and our last screen in it, of which nothing is kept.
 */
export const africastalking: UssdGateway = {
  name: 'africastalking',
  read: ({ method, rest, body }) => {
    const fields = method === 'POST' ? readForm(body) : undefined;
    if (fields === undefined || (rest !== '' && rest !== 'end')) return undefined;
    const session = sessionOf(textOf(fields, 'sessionId'));
    const phone = phoneOf(textOf(fields, 'phoneNumber'));
    const serviceCode = serviceCodeOf(textOf(fields, 'serviceCode'));
    if (session === undefined || phone === undefined) return undefined;
    const caller = { gateway: 'africastalking', session, phone, serviceCode };
    if (rest === 'end') return { ...caller, kind: 'end', input: { kind: 'path', text: '' } };
    // An empty field may be left out altogether.
    const text = typedOf(textOf(fields, 'text') ?? '');
    if (text === undefined || serviceCode === '') return undefined;
    return { ...caller, kind: text === '' ? 'start' : 'input', input: { kind: 'path', text } };
  },
  write: ({ text, ends }, { kind }) => ({
    status: 200,
    contentType: 'text/plain; charset=utf-8',
    body: kind === 'end' ? '' : `${ends ? 'END' : 'CON'} ${text}`,
  }),
};
