import type { UssdCall, UssdScreen } from '../../src/channels/ussd/port.js';

/**
 * What gateways post, as their documentation and public captures have it, and what we make of it;
 * then what cannot be theirs. One table per gateway: a new one is a file and its table.
 */
export interface Arrival {
  readonly name: string;
  readonly method?: 'PUT' | 'GET';
  /** What follows the token in the address. */
  readonly rest?: string;
  readonly body: string;
  /** Undefined: refused as malformed. */
  readonly call: Partial<UssdCall> | undefined;
}

export interface Departure {
  readonly name: string;
  readonly kind: UssdCall['kind'];
  readonly screen: UssdScreen;
  readonly body: string | object;
}

export interface GatewayPayloads {
  readonly arrivals: readonly Arrival[];
  readonly departures: readonly Departure[];
}

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const json = (fields: object): string => JSON.stringify(fields);

const AT = {
  sessionId: 'ATUid_0f9ba1a1f3f2b0b9a1c2d3e4f5a6b7c8',
  serviceCode: '*384*123#',
  phoneNumber: '+254711082000',
  networkCode: '63902',
};
const AT_CALL = {
  session: AT.sessionId,
  serviceCode: '*384*123#',
  phone: '+254711082000',
};
const path = (text: string) => ({ kind: 'path', text }) as const;
const latest = (text: string, turn: number | null = null) =>
  ({ kind: 'latest', text, turn }) as const;

const africastalking: GatewayPayloads = {
  arrivals: [
    {
      name: 'the first call, with an empty text',
      body: form({ ...AT, text: '' }),
      call: { ...AT_CALL, kind: 'start', input: path('') },
    },
    {
      name: 'an answer',
      body: form({ ...AT, text: '1' }),
      call: { ...AT_CALL, kind: 'input', input: path('1') },
    },
    {
      name: 'everything typed since, an empty answer at the end',
      body: form({ ...AT, text: '1*2*Jane*' }),
      call: { ...AT_CALL, kind: 'input', input: path('1*2*Jane*') },
    },
    {
      name: 'a plus that the form has turned into a space',
      body: `sessionId=${AT.sessionId}&serviceCode=*384*123#&phoneNumber=+254711082000&text=`,
      call: { ...AT_CALL, kind: 'start' },
    },
    {
      name: 'without a network code, without a text, with a field of tomorrow',
      body: form({
        sessionId: AT.sessionId,
        serviceCode: '*384*123#',
        phoneNumber: '+254711082000',
        deviceModel: 'x',
      }),
      call: { ...AT_CALL, kind: 'start', input: path('') },
    },
    {
      name: 'the end of a session',
      rest: 'end',
      body: form({
        ...AT,
        date: '2026-11-20 08:15:00',
        status: 'Incomplete',
        cost: 'KES 0.00',
        durationInMillis: '24000',
        hopsCount: '3',
        input: '1*2*1234',
        lastAppResponse: 'CON Type your PIN:',
        errorMessage: '',
      }),
      call: { ...AT_CALL, kind: 'end', input: path('') },
    },
    { name: 'nothing', body: '', call: undefined },
    { name: 'JSON where a form belongs', body: json({ ...AT, text: '' }), call: undefined },
    {
      name: 'a sender that is no phone',
      body: form({ ...AT, phoneNumber: 'Safaricom', text: '' }),
      call: undefined,
    },
    { name: 'no session', body: form({ ...AT, sessionId: '', text: '' }), call: undefined },
    {
      name: 'a session that is a program',
      body: form({ ...AT, sessionId: "x'; drop table orders", text: '' }),
      call: undefined,
    },
    {
      name: 'a service code that is none',
      body: form({ ...AT, serviceCode: 'hello', text: '' }),
      call: undefined,
    },
    {
      name: 'more than any keypad types',
      body: form({ ...AT, text: '1*'.repeat(2_000) }),
      call: undefined,
    },
    { name: 'an address that is not theirs', rest: 'start', body: form(AT), call: undefined },
    { name: 'a GET', method: 'GET', body: form({ ...AT, text: '' }), call: undefined },
  ],
  departures: [
    {
      name: 'goes on',
      kind: 'input',
      screen: { text: 'Pasal\n1 Order', ends: false },
      body: 'CON Pasal\n1 Order',
    },
    { name: 'ends', kind: 'input', screen: { text: 'Bye', ends: true }, body: 'END Bye' },
    { name: 'is not asked', kind: 'end', screen: { text: '', ends: true }, body: '' },
  ],
};

const HUBTEL = {
  Type: 'Initiation',
  Mobile: '233200585542',
  SessionId: '3c796dac28174f739de4262d08409c51',
  ServiceCode: '713',
  Message: '*713#',
  Operator: 'vodafone',
  Sequence: 1,
  ClientState: '',
  Platform: 'USSD',
};
const HUBTEL_CALL = { session: HUBTEL.SessionId, phone: '+233200585542' };

const hubtel: GatewayPayloads = {
  arrivals: [
    {
      name: 'an initiation',
      body: json(HUBTEL),
      call: { ...HUBTEL_CALL, kind: 'start', serviceCode: '*713#', input: latest('', 1) },
    },
    {
      name: 'an initiation with more dialled behind the code',
      body: json({ ...HUBTEL, Message: '*713*1*2#' }),
      call: { ...HUBTEL_CALL, kind: 'start', serviceCode: '*713*1*2#' },
    },
    {
      name: 'a response: the latest input only',
      body: json({ ...HUBTEL, Type: 'Response', Message: '2', Sequence: 2, ClientState: 'x' }),
      call: { ...HUBTEL_CALL, kind: 'input', serviceCode: '*713#', input: latest('2', 2) },
    },
    {
      name: 'a timeout',
      body: json({ ...HUBTEL, Type: 'Timeout', Message: '', Sequence: 3 }),
      call: { ...HUBTEL_CALL, kind: 'end' },
    },
    {
      name: 'a release, in other letters',
      body: json({ ...HUBTEL, Type: 'release', Message: '' }),
      call: { ...HUBTEL_CALL, kind: 'end' },
    },
    {
      name: 'an unnumbered turn',
      body: json({ ...HUBTEL, Type: 'Response', Message: '2', Sequence: undefined }),
      call: { ...HUBTEL_CALL, kind: 'input', input: latest('2') },
    },
    { name: 'no JSON', body: 'Type=Initiation', call: undefined },
    { name: 'a list', body: '[]', call: undefined },
    { name: 'null', body: 'null', call: undefined },
    { name: 'an unknown type', body: json({ ...HUBTEL, Type: 'Hijack' }), call: undefined },
    { name: 'no phone', body: json({ ...HUBTEL, Mobile: null }), call: undefined },
    { name: 'an object for a session', body: json({ ...HUBTEL, SessionId: {} }), call: undefined },
    { name: 'an inherited name', body: '{"__proto__": {"SessionId": "x"}}', call: undefined },
  ],
  departures: [
    {
      name: 'goes on',
      kind: 'input',
      screen: { text: 'Pasal', ends: false },
      body: {
        SessionId: HUBTEL.SessionId,
        Type: 'response',
        Message: 'Pasal',
        Label: '',
        ClientState: '',
        DataType: 'input',
        FieldType: 'text',
      },
    },
    {
      name: 'ends',
      kind: 'input',
      screen: { text: 'Bye', ends: true },
      body: {
        SessionId: HUBTEL.SessionId,
        Type: 'release',
        Message: 'Bye',
        Label: '',
        ClientState: '',
        DataType: 'display',
        FieldType: 'text',
      },
    },
  ],
};

const ARKESEL = {
  sessionID: '16494264741286',
  userID: 'DXJ5MEWTHG_bh0jK',
  newSession: true,
  msisdn: '233544919953',
  userData: '*928*1#',
  network: 'MTN',
};
const ARKESEL_CALL = { session: ARKESEL.sessionID, phone: '+233544919953' };

const arkesel: GatewayPayloads = {
  arrivals: [
    {
      name: 'a new session, with the dialled code',
      body: json(ARKESEL),
      call: {
        ...ARKESEL_CALL,
        kind: 'start',
        serviceCode: '*928*1#',
        input: latest(''),
        echo: ARKESEL.userID,
      },
    },
    {
      name: 'an answer: the latest input only',
      body: json({ ...ARKESEL, newSession: false, userData: '1' }),
      call: { ...ARKESEL_CALL, kind: 'input', serviceCode: '', input: latest('1') },
    },
    {
      name: 'a session that is a number',
      body: json({ ...ARKESEL, sessionID: 16494264741286 }),
      call: { ...ARKESEL_CALL, kind: 'start' },
    },
    {
      name: 'the end of a session',
      rest: 'end',
      body: json({ sessionID: ARKESEL.sessionID, msisdn: ARKESEL.msisdn }),
      call: { ...ARKESEL_CALL, kind: 'end' },
    },
    {
      name: 'no word whether it is new',
      body: json({ ...ARKESEL, newSession: 'yes' }),
      call: undefined,
    },
    { name: 'no phone', body: json({ ...ARKESEL, msisdn: '' }), call: undefined },
    { name: 'no session', body: json({ ...ARKESEL, sessionID: '' }), call: undefined },
    { name: 'half of a body', body: json(ARKESEL).slice(0, 40), call: undefined },
  ],
  departures: [
    {
      name: 'goes on',
      kind: 'input',
      screen: { text: 'Pasal', ends: false },
      body: {
        sessionID: ARKESEL.sessionID,
        userID: ARKESEL.userID,
        msisdn: ARKESEL.msisdn,
        message: 'Pasal',
        continueSession: true,
      },
    },
    {
      name: 'ends',
      kind: 'input',
      screen: { text: 'Bye', ends: true },
      body: {
        sessionID: ARKESEL.sessionID,
        userID: ARKESEL.userID,
        msisdn: ARKESEL.msisdn,
        message: 'Bye',
        continueSession: false,
      },
    },
  ],
};

const INFOBIP = {
  msisdn: '385998779111',
  imsi: '12345678901234',
  shortCode: '*120*666#',
  optional: 'o',
  ussdGwId: '11',
};
const INFOBIP_CALL = { session: '12345', phone: '+385998779111' };

const infobip: GatewayPayloads = {
  arrivals: [
    {
      name: 'a start',
      rest: 'session/12345/start',
      body: json(INFOBIP),
      call: { ...INFOBIP_CALL, kind: 'start', serviceCode: '*120*666#', input: latest('') },
    },
    {
      name: 'a start without a short code',
      rest: 'session/12345/start',
      body: json({ ...INFOBIP, shortCode: undefined, text: '' }),
      call: { ...INFOBIP_CALL, kind: 'start', serviceCode: '' },
    },
    {
      name: 'a response: the latest input only',
      rest: 'session/12345/response',
      body: json({ ...INFOBIP, text: '1' }),
      call: { ...INFOBIP_CALL, kind: 'input', input: latest('1') },
    },
    {
      name: 'an end, which names nobody',
      method: 'PUT',
      rest: 'session/12345/end',
      body: json({ exitCode: 600, reason: 'timeout' }),
      call: { session: '12345', phone: '', kind: 'end' },
    },
    {
      name: 'the session in the body, where the address has none',
      body: json({ ...INFOBIP, sessionId: '12345', text: '*120*666#' }),
      call: { ...INFOBIP_CALL, kind: 'start' },
    },
    {
      name: 'an input the same way',
      body: json({ ...INFOBIP, sessionId: '12345', text: '1' }),
      call: { ...INFOBIP_CALL, kind: 'input', input: latest('1') },
    },
    { name: 'no session at all', body: json(INFOBIP), call: undefined },
    {
      name: 'another action',
      rest: 'session/12345/steal',
      body: json(INFOBIP),
      call: undefined,
    },
    {
      name: 'a way up in the address',
      rest: 'session/../start',
      body: json({ ...INFOBIP, msisdn: 'x' }),
      call: undefined,
    },
    {
      name: 'a PUT of a start',
      method: 'PUT',
      rest: 'session/1/start',
      body: json(INFOBIP),
      call: undefined,
    },
    { name: 'no JSON', rest: 'session/12345/start', body: 'msisdn=1', call: undefined },
  ],
  departures: [
    {
      name: 'goes on',
      kind: 'input',
      screen: { text: 'Pasal', ends: false },
      body: { shouldClose: false, ussdMenu: 'Pasal', responseExitCode: 200, responseMessage: '' },
    },
    {
      name: 'ends',
      kind: 'input',
      screen: { text: 'Bye', ends: true },
      body: { shouldClose: true, ussdMenu: 'Bye', responseExitCode: 200, responseMessage: '' },
    },
    {
      name: 'is not asked',
      kind: 'end',
      screen: { text: '', ends: true },
      body: { responseExitCode: 200, responseMessage: '' },
    },
  ],
};

export const PAYLOADS: Readonly<Record<string, GatewayPayloads>> = {
  africastalking,
  hubtel,
  arkesel,
  infobip,
};
