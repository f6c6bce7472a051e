import type { IncomingHttpHeaders } from 'node:http';

/** What the double of the wallets keeps of one question to a payer. */
export interface WalletPayment {
  readonly provider: WalletProvider;
  /** The provider's own id, and the reference it was asked under. */
  readonly id: string;
  readonly reference: string;
  /** As the payer is asked: in the provider's unit. */
  amount: string;
  currency: string;
  readonly phone: string;
  readonly callbackUrl: string;
  /** `paid`, `pending`, or the provider's own word or number for why not. */
  state: string;
  readonly receipt: string;
  /** How often it was asked for again under its reference, and how often its state was. */
  repeats: number;
  looks: number;
}

export type WalletProvider = 'momo' | 'daraja' | 'khalti';

/** What the double is sent, as far as a provider looks at it. */
export interface WalletCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
  /** What stands in the path, where it names something. */
  readonly named: string;
}

export interface WalletAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What the tables need of the double: its book, and who may ask. */
export interface WalletBook {
  find(id: string): WalletPayment | undefined;
  keep(payment: Omit<WalletPayment, 'state' | 'repeats' | 'looks' | 'receipt'>): WalletPayment;
  /** How many questions payers saw so far: ids are made of it. */
  readonly count: number;
  /** The token or key that calls must bear. */
  readonly token: string;
  readonly nowMs: number;
}

/** One address of a provider: what it is for, and its answer. */
export interface WalletRoute {
  readonly on: 'token' | 'ask' | 'look';
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  answer(call: WalletCall, book: WalletBook): WalletAnswer;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const isBearer = ({ headers }: WalletCall, { token }: WalletBook): boolean =>
  headers.authorization === `Bearer ${token}`;

const isBasic = ({ headers }: WalletCall): boolean =>
  /^Basic [A-Za-z0-9+/]+=*$/.test(headers.authorization ?? '');

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** MTN MoMo, Collections: as its sandbox answers. */
const momo: readonly WalletRoute[] = [
  {
    on: 'token',
    method: 'POST',
    path: /^\/collection\/token\/$/,
    answer: (call, { token }) =>
      isBasic(call) && call.headers['ocp-apim-subscription-key']
        ? {
            status: 200,
            body: { access_token: token, token_type: 'access_token', expires_in: 3600 },
          }
        : { status: 401, body: { statusCode: 401, message: 'Access denied' } },
  },
  {
    on: 'ask',
    method: 'POST',
    path: /^\/collection\/v1_0\/requesttopay$/,
    answer: (call, book) => {
      if (!isBearer(call, book)) return { status: 401, body: { error: 'login_failed' } };
      const reference = text(call.headers['x-reference-id']);
      const { amount, currency, payer } = call.body;
      const partyId = text((payer as Record<string, unknown> | undefined)?.['partyId']);
      const isWhole = UUID_V4.test(reference) && /^\d+(\.\d{1,2})?$/.test(text(amount));
      if (!isWhole || !call.headers['x-target-environment'] || !/^\d{7,15}$/.test(partyId)) {
        return { status: 400, body: { code: 'BAD_REQUEST', message: 'not as it must be' } };
      }
      const known = book.find(reference);
      if (known) {
        known.repeats += 1;
        const message = 'Duplicated reference id. Creation of resource failed.';
        return { status: 409, body: { code: 'RESOURCE_ALREADY_EXIST', message } };
      }
      book.keep({
        provider: 'momo',
        id: reference,
        reference,
        amount: text(amount),
        currency: text(currency),
        phone: `+${partyId}`,
        callbackUrl: text(call.headers['x-callback-url']),
      });
      return { status: 202, body: '' };
    },
  },
  {
    on: 'look',
    method: 'GET',
    path: /^\/collection\/v1_0\/requesttopay\/([0-9a-f-]{36})$/,
    answer: (call, book) => {
      if (!isBearer(call, book)) return { status: 401, body: { error: 'login_failed' } };
      const payment = book.find(call.named);
      if (payment) return { status: 200, body: momoState(payment) };
      const message = 'Requested resource was not found.';
      return { status: 404, body: { code: 'RESOURCE_NOT_FOUND', message } };
    },
  },
];

function momoState(payment: WalletPayment): Record<string, unknown> {
  const { amount, currency, reference, phone, state, receipt } = payment;
  const common = {
    amount,
    currency,
    externalId: reference,
    payer: { partyIdType: 'MSISDN', partyId: phone.slice(1) },
  };
  if (state === 'pending') return { ...common, status: 'PENDING' };
  if (state !== 'paid') return { ...common, status: 'FAILED', reason: state };
  return { ...common, financialTransactionId: receipt, status: 'SUCCESSFUL' };
}

/** M-Pesa Daraja: every push is a question of its own. */
const daraja: readonly WalletRoute[] = [
  {
    on: 'token',
    method: 'GET',
    path: /^\/oauth\/v1\/generate$/,
    answer: (call, { token }) =>
      isBasic(call)
        ? { status: 200, body: { access_token: token, expires_in: '3599' } }
        : {
            status: 400,
            body: { errorCode: '400.008.01', errorMessage: 'Invalid Authentication' },
          },
  },
  {
    on: 'ask',
    method: 'POST',
    path: /^\/mpesa\/stkpush\/v1\/processrequest$/,
    answer: (call, book) => {
      if (!isBearer(call, book)) return NO_TOKEN;
      const { Amount, PhoneNumber, Timestamp, AccountReference, TransactionDesc } = call.body;
      if (!Number.isInteger(Amount))
        return darajaFault('400.002.02', 'Bad Request - Invalid Amount');
      const isShort = text(AccountReference).length <= 12 && text(TransactionDesc).length <= 13;
      if (!/^\d{14}$/.test(text(Timestamp)) || !isShort) {
        return darajaFault('400.002.02', 'Bad Request - Invalid Timestamp');
      }
      if (!/^254\d{9}$/.test(text(PhoneNumber))) {
        return darajaFault('400.002.02', 'Bad Request - Invalid PhoneNumber');
      }
      const payment = book.keep({
        provider: 'daraja',
        id: `ws_CO_${text(Timestamp)}${String(book.count + 1).padStart(9, '0')}`,
        reference: text(AccountReference),
        amount: String(Amount),
        currency: 'KES',
        phone: `+${text(PhoneNumber)}`,
        callbackUrl: text(call.body['CallBackURL']),
      });
      return {
        status: 200,
        body: {
          MerchantRequestID: merchantIdOf(payment),
          CheckoutRequestID: payment.id,
          ResponseCode: '0',
          ResponseDescription: 'Success. Request accepted for processing',
          CustomerMessage: 'Success. Request accepted for processing',
        },
      };
    },
  },
  {
    on: 'look',
    method: 'POST',
    path: /^\/mpesa\/stkpushquery\/v1\/query$/,
    answer: (call, book) => {
      if (!isBearer(call, book)) return NO_TOKEN;
      const payment = book.find(text(call.body['CheckoutRequestID']));
      if (!payment) return darajaFault('400.002.02', 'The transaction is not found');
      if (payment.state === 'pending') {
        const message = 'The transaction is being processed';
        return { ...darajaFault('500.001.1001', message), status: 500 };
      }
      const isPaid = payment.state === 'paid';
      return {
        status: 200,
        body: {
          ResponseCode: '0',
          MerchantRequestID: merchantIdOf(payment),
          CheckoutRequestID: payment.id,
          ResultCode: isPaid ? '0' : payment.state,
          ResultDesc: isPaid ? 'The service request is processed successfully.' : 'Not processed',
        },
      };
    },
  },
];

const NO_TOKEN: WalletAnswer = {
  status: 401,
  body: { errorCode: '404.001.03', errorMessage: 'Invalid Access Token' },
};

function darajaFault(errorCode: string, errorMessage: string): WalletAnswer {
  return { status: 400, body: { requestId: '1-1-1', errorCode, errorMessage } };
}

const merchantIdOf = ({ id }: WalletPayment): string => `29115-${id.slice(-8)}-1`;

/** Khalti KPG-2: an address to pay at, in paisa. */
const khalti: readonly WalletRoute[] = [
  {
    on: 'ask',
    method: 'POST',
    path: /^\/api\/v2\/epayment\/initiate\/$/,
    answer: (call, book) => {
      if (call.headers.authorization !== `Key ${book.token}`) return NO_KEY;
      const { amount, purchase_order_id: order, return_url: back } = call.body;
      if (!Number.isInteger(amount) || (amount as number) < 1000) {
        const words = ['Amount should be greater than Rs. 10, that is 1000 paisa.'];
        return { status: 400, body: { amount: words, error_key: 'validation_error' } };
      }
      if (text(order) === '' || !/^https?:/.test(text(back))) {
        const words = ['This field may not be blank.'];
        return { status: 400, body: { return_url: words, error_key: 'validation_error' } };
      }
      const payment = book.keep({
        provider: 'khalti',
        id: `pidx${String(book.count + 1).padStart(18, '0')}`,
        reference: text(order),
        amount: String(amount),
        currency: 'NPR',
        phone: '',
        callbackUrl: '',
      });
      return {
        status: 200,
        body: {
          pidx: payment.id,
          payment_url: `https://test-pay.khalti.com/?pidx=${payment.id}`,
          expires_at: new Date(book.nowMs + 1_800_000).toISOString(),
          expires_in: 1800,
        },
      };
    },
  },
  {
    on: 'look',
    method: 'POST',
    path: /^\/api\/v2\/epayment\/lookup\/$/,
    answer: (call, book) => {
      if (call.headers.authorization !== `Key ${book.token}`) return NO_KEY;
      const payment = book.find(text(call.body['pidx']));
      if (!payment) return { status: 404, body: { detail: 'Not found.', error_key: 'not_found' } };
      const { id, amount, state, receipt } = payment;
      const word = { pending: 'Initiated', paid: 'Completed' }[state] ?? state;
      const body = {
        pidx: id,
        total_amount: Number(amount),
        status: word,
        transaction_id: state === 'paid' ? receipt : null,
        fee: 0,
        refunded: false,
      };
      return { status: word === 'Expired' || word === 'User canceled' ? 400 : 200, body };
    },
  },
];

const NO_KEY: WalletAnswer = {
  status: 401,
  body: { detail: 'Invalid token.', status_code: 401 },
};

export const WALLET_ROUTES: readonly WalletRoute[] = [...momo, ...daraja, ...khalti];

/** What a provider posts when something became of a payment; Khalti posts nothing. */
export function callbackOf(payment: WalletPayment): { method: 'PUT' | 'POST'; body: unknown } {
  if (payment.provider === 'momo') return { method: 'PUT', body: momoState(payment) };
  const isPaid = payment.state === 'paid';
  const items = [
    { Name: 'Amount', Value: Number(payment.amount) },
    { Name: 'MpesaReceiptNumber', Value: payment.receipt },
    { Name: 'TransactionDate', Value: 20260302080000 },
    { Name: 'PhoneNumber', Value: Number(payment.phone.slice(1)) },
  ];
  const stkCallback = {
    MerchantRequestID: merchantIdOf(payment),
    CheckoutRequestID: payment.id,
    ResultCode: isPaid ? 0 : Number(payment.state),
    ResultDesc: isPaid ? 'The service request is processed successfully.' : 'Not processed',
    ...(isPaid ? { CallbackMetadata: { Item: items } } : {}),
  };
  return { method: 'POST', body: { Body: { stkCallback } } };
}
