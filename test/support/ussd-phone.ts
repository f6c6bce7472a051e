import type { UssdResponse } from '../../src/channels/ussd/port.js';
import { USSD_TOKEN } from './stage.js';
import type { Stage } from './stage.js';

/** How each gateway says what a caller does; documented fields, in its own wire format. */
export interface WireCall {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: string;
}

/** A screen as the phone shows it. */
export interface PhoneScreen {
  readonly text: string;
  readonly ends: boolean;
}

/** A phone with a keypad on one of the gateways. */
export interface Phone {
  /** Dials the code; what is dialled behind it is `more`. */
  dial(more?: string): Promise<PhoneScreen>;
  press(typed: string): Promise<PhoneScreen>;
  /** The gateway sends its last request again. */
  repeat(): Promise<PhoneScreen>;
  /** Keeps the last request, to be delivered again when everybody has forgotten it. */
  latest(): () => Promise<PhoneScreen>;
  /** The line is lost without a word, or with one to the end's address. */
  drop(told?: boolean): Promise<void>;
  readonly session: string;
}

type Wire = (state: {
  readonly session: string;
  readonly phone: string;
  readonly code: string;
  readonly typed: readonly string[];
  readonly turn: number;
}) => WireCall;

const base = (gateway: string): string => `${gateway}/${USSD_TOKEN}`;
const json = (value: object): string => JSON.stringify(value);

const WIRES: Readonly<Record<string, Wire>> = {
  africastalking: ({ session, phone, code, typed }) => ({
    method: 'POST',
    path: base('africastalking'),
    body: new URLSearchParams({
      sessionId: session,
      serviceCode: code,
      phoneNumber: phone,
      networkCode: '63902',
      text: typed.join('*'),
    }).toString(),
  }),
  hubtel: ({ session, phone, code, typed, turn }) => ({
    method: 'POST',
    path: base('hubtel'),
    body: json({
      Type: turn === 1 ? 'Initiation' : 'Response',
      Mobile: phone.slice(1),
      SessionId: session,
      ServiceCode: code.slice(1, -1),
      Message: turn === 1 ? code : typed.at(-1),
      Operator: 'mtn',
      Sequence: turn,
      ClientState: '',
      Platform: 'USSD',
    }),
  }),
  arkesel: ({ session, phone, code, typed, turn }) => ({
    method: 'POST',
    path: base('arkesel'),
    body: json({
      sessionID: session,
      userID: 'PASAL_1',
      newSession: turn === 1,
      msisdn: phone.slice(1),
      userData: turn === 1 ? code : typed.at(-1),
      network: 'MTN',
    }),
  }),
  infobip: ({ session, phone, code, typed, turn }) => ({
    method: 'POST',
    path: `${base('infobip')}/session/${session}/${turn === 1 ? 'start' : 'response'}`,
    body: json({
      msisdn: phone.slice(1),
      imsi: '12345678901234',
      shortCode: code,
      optional: '',
      ussdGwId: '11',
      ...(turn === 1 ? {} : { text: typed.at(-1) }),
    }),
  }),
};

/** Reads a gateway's answer as its phone would show it. */
function readScreen(gateway: string, body: string): PhoneScreen {
  if (gateway === 'africastalking') {
    if (!/^(CON|END) /.test(body)) throw new Error(`the gateway cannot show "${body}"`);
    return { text: body.slice(4), ends: body.startsWith('END') };
  }
  const answer = JSON.parse(body) as Record<string, unknown>;
  switch (gateway) {
    case 'hubtel':
      return { text: String(answer['Message']), ends: answer['Type'] === 'release' };
    case 'arkesel':
      return { text: String(answer['message']), ends: answer['continueSession'] === false };
    default:
      return { text: String(answer['ussdMenu']), ends: answer['shouldClose'] === true };
  }
}

/** Makes a gateway's request, at an address that is to be one of ours. */
export async function askGateway(ussd: Stage['ussd'], call: WireCall): Promise<UssdResponse> {
  const door = ussd.admit(call.path);
  if (!door) throw new Error(`nobody answers at ${call.path}`);
  return door.answer(call.method, Buffer.from(call.body));
}

/** Picks up a phone. Time passes between presses, as people take to read. */
export function pickUp(
  stage: Pick<Stage, 'ussd' | 'universe' | 'place'>,
  phone: string,
  gateway = 'africastalking',
): Phone {
  const wire = WIRES[gateway];
  if (!wire) throw new Error(`there is no gateway ${gateway}`);
  const code = stage.place.serviceCode;
  let session = '';
  let typed: string[] = [];
  let turn = 0;
  let last: WireCall | undefined;
  const send = async (call: WireCall): Promise<PhoneScreen> => {
    last = call;
    const answer = await askGateway(stage.ussd, call);
    if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
    return readScreen(gateway, answer.body);
  };
  return {
    get session() {
      return session;
    },
    dial: (more = '') => {
      stage.universe.advance(3_000);
      session = `ATUid_${stage.universe.newId()}`;
      typed = more === '' ? [] : more.split('*');
      turn = 1;
      return send(wire({ session, phone, code, typed, turn }));
    },
    press: (text) => {
      stage.universe.advance(3_000);
      typed.push(text);
      turn += 1;
      return send(wire({ session, phone, code, typed, turn }));
    },
    repeat: () => {
      if (!last) throw new Error('nothing was sent yet');
      return send(last);
    },
    latest: () => {
      const kept = last;
      if (!kept) throw new Error('nothing was sent yet');
      return async () => {
        const answer = await askGateway(stage.ussd, kept);
        return readScreen(gateway, answer.body);
      };
    },
    drop: async (told = false) => {
      if (told) {
        const body = new URLSearchParams({ sessionId: session, phoneNumber: phone }).toString();
        const path = `africastalking/${USSD_TOKEN}/end`;
        await askGateway(stage.ussd, { method: 'POST', path, body });
      }
      session = '';
    },
  };
}
