import { phoneOf, readJson, serviceCodeOf, sessionOf, textOf, typedOf } from './fields.js';
import type { UssdCall, UssdGateway } from './port.js';

/**
 * Hubtel (Ghana; programmable services): JSON with the latest input only. `Sequence` numbers the
 * turns of a session. The first `Message` is the dialled code, with what was dialled behind it.
 */

const KINDS: Readonly<Record<string, UssdCall['kind']>> = {
  initiation: 'start',
  response: 'input',
  timeout: 'end',
  release: 'end',
};

function turnOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null;
}

export const hubtel: UssdGateway = {
  name: 'hubtel',
  read: ({ method, rest, body }) => {
    const fields = method === 'POST' ? readJson(body) : undefined;
    if (fields === undefined || (rest !== '' && rest !== 'end')) return undefined;
    const session = sessionOf(textOf(fields, 'SessionId'));
    const phone = phoneOf(textOf(fields, 'Mobile'));
    const told = KINDS[(textOf(fields, 'Type') ?? '').toLowerCase()];
    const kind = rest === 'end' ? 'end' : told;
    const message = typedOf(textOf(fields, 'Message') ?? '');
    if (session === undefined || phone === undefined) return undefined;
    if (kind === undefined || message === undefined) return undefined;
    const dialled = kind === 'start' ? serviceCodeOf(message) : '';
    const serviceCode = dialled === '' ? serviceCodeOf(textOf(fields, 'ServiceCode')) : dialled;
    const text = kind === 'input' ? message : '';
    const turn = turnOf(textOf(fields, 'Sequence'));
    return {
      ...{ gateway: 'hubtel', session, phone, serviceCode, kind },
      input: { kind: 'latest', text, turn },
    };
  },
  write: ({ text, ends }, { session, kind }) => {
    const isOver = ends || kind === 'end';
    const answer = {
      SessionId: session,
      Type: isOver ? 'release' : 'response',
      Message: text,
      Label: '',
      ClientState: '',
      DataType: isOver ? 'display' : 'input',
      FieldType: 'text',
    };
    return { status: 200, contentType: 'application/json', body: JSON.stringify(answer) };
  },
};
