import { PAYMENT_GATEWAYS } from '../../base/payment-gateways.js';
import type { PaymentGatewayName } from '../../base/payment-gateways.js';

/** Where providers of wallets reach us. */
export const PAYMENTS_ADDRESS = '/webhooks/payments/';

/** Which request a callback is about: it stands in the address, since bodies differ and lie. */
export interface CallbackAbout {
  readonly townId: string;
  readonly reference: string;
}

/** Writes the path of a callback: `/webhooks/payments/:gateway/:token/:town/:reference`. */
export function callbackPath(
  gateway: PaymentGatewayName,
  token: string,
  { townId, reference }: CallbackAbout,
): string {
  return `${PAYMENTS_ADDRESS}${gateway}/${token}/${townId}/${reference}`;
}

/** Writes the address of each request's callback; null where none of ours can be reached. */
export function callbacksTo({
  callbackUrl,
  pathTokens: [token],
}: {
  readonly callbackUrl: string | undefined;
  readonly pathTokens: readonly string[];
}): (gateway: PaymentGatewayName, about: CallbackAbout) => string | null {
  if (callbackUrl === undefined || token === undefined) return () => null;
  return (gateway, about) => `${callbackUrl}${callbackPath(gateway, token, about)}`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a path says; undefined where it is none of ours. The token is the caller's to check. */
export function readCallbackPath(
  path: string,
): ({ readonly gateway: PaymentGatewayName; readonly token: string } & CallbackAbout) | undefined {
  const [name, token = '', townId = '', reference = '', ...more] = path
    .slice(PAYMENTS_ADDRESS.length)
    .split('/');
  const gateway = PAYMENT_GATEWAYS.find((one) => one === name);
  if (!gateway || more.length > 0 || !UUID.test(townId) || !UUID.test(reference)) return undefined;
  return { gateway, token, townId, reference };
}
