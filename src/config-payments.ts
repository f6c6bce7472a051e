import type { Variable, VariableName } from './config-variables.js';
import { variables as v } from './config-variables.js';

/** What is configured of providers of wallets. One that is left out asks nobody to pay. */
export interface PaymentsConfig {
  /** One or more, any of which may stand in an address. */
  readonly pathTokens: readonly string[];
  /** Our own address as providers reach it. Never ends in a slash. */
  readonly callbackUrl: string | undefined;
  readonly momo:
    | {
        readonly baseUrl: string;
        readonly subscriptionKey: string;
        readonly apiUser: string;
        readonly apiKey: string;
        readonly targetEnvironment: string;
      }
    | undefined;
  readonly daraja:
    | {
        readonly baseUrl: string;
        readonly consumerKey: string;
        readonly consumerSecret: string;
        readonly shortcode: string;
        readonly passkey: string;
        readonly kind: 'paybill' | 'till';
      }
    | undefined;
  readonly khalti:
    | { readonly baseUrl: string; readonly secretKey: string; readonly returnUrl: string }
    | undefined;
}

/** What reads one variable, and gathers what is wrong. */
export interface VariableReader {
  readonly problems: string[];
  given(name: VariableName): string | undefined;
  optional<T>(name: VariableName, one: Variable<T>): T | undefined;
}

const PARTS = {
  MOMO_BASE_URL: ['MOMO_SUBSCRIPTION_KEY', 'MOMO_API_USER', 'MOMO_API_KEY'],
  DARAJA_BASE_URL: [
    'DARAJA_CONSUMER_KEY',
    'DARAJA_CONSUMER_SECRET',
    'DARAJA_SHORTCODE',
    'DARAJA_PASSKEY',
    // Its push names an address of ours.
    'PAYMENTS_CALLBACK_URL',
  ],
  KHALTI_BASE_URL: ['KHALTI_SECRET_KEY', 'KHALTI_RETURN_URL'],
  PAYMENTS_CALLBACK_URL: ['PAYMENTS_PATH_TOKEN'],
} as const satisfies Partial<Record<VariableName, readonly VariableName[]>>;

/** A provider that is set up by half asks nobody, and should not look as if it did. */
function refuseHalves(reader: VariableReader): void {
  const has = (name: VariableName): boolean => reader.given(name) !== undefined;
  for (const [whole, parts] of Object.entries(PARTS) as [VariableName, readonly VariableName[]][]) {
    for (const part of parts) {
      if (has(whole) && !has(part)) {
        reader.problems.push(`${part} must be set when ${whole} is`);
      } else if (!has(whole) && has(part) && !(part in PARTS)) {
        reader.problems.push(`${part} is set, but ${whole} is not`);
      }
    }
  }
}

const bare = (url: string | undefined): string => url?.replace(/\/+$/, '') ?? '';

/** Reads what is configured of providers of wallets; faults are noted with the reader. */
export function readPayments(reader: VariableReader): PaymentsConfig {
  refuseHalves(reader);
  const has = (name: VariableName): boolean => reader.given(name) !== undefined;
  const read = <T>(name: VariableName, one: Variable<T>): T | '' =>
    reader.optional(name, one) ?? '';
  const momo = {
    baseUrl: bare(reader.optional('MOMO_BASE_URL', v.MOMO_BASE_URL)),
    subscriptionKey: read('MOMO_SUBSCRIPTION_KEY', v.MOMO_SUBSCRIPTION_KEY),
    apiUser: read('MOMO_API_USER', v.MOMO_API_USER),
    apiKey: read('MOMO_API_KEY', v.MOMO_API_KEY),
    targetEnvironment: read('MOMO_TARGET_ENVIRONMENT', v.MOMO_TARGET_ENVIRONMENT),
  };
  const daraja = {
    baseUrl: bare(reader.optional('DARAJA_BASE_URL', v.DARAJA_BASE_URL)),
    consumerKey: read('DARAJA_CONSUMER_KEY', v.DARAJA_CONSUMER_KEY),
    consumerSecret: read('DARAJA_CONSUMER_SECRET', v.DARAJA_CONSUMER_SECRET),
    shortcode: read('DARAJA_SHORTCODE', v.DARAJA_SHORTCODE),
    passkey: read('DARAJA_PASSKEY', v.DARAJA_PASSKEY),
    kind: reader.optional('DARAJA_KIND', v.DARAJA_KIND) ?? 'paybill',
  };
  const khalti = {
    baseUrl: bare(reader.optional('KHALTI_BASE_URL', v.KHALTI_BASE_URL)),
    secretKey: read('KHALTI_SECRET_KEY', v.KHALTI_SECRET_KEY),
    returnUrl: read('KHALTI_RETURN_URL', v.KHALTI_RETURN_URL),
  };
  const callbackUrl = reader.optional('PAYMENTS_CALLBACK_URL', v.PAYMENTS_CALLBACK_URL);
  return {
    pathTokens: reader.optional('PAYMENTS_PATH_TOKEN', v.PAYMENTS_PATH_TOKEN) ?? [],
    callbackUrl: callbackUrl && bare(callbackUrl),
    momo: has('MOMO_BASE_URL') ? momo : undefined,
    daraja: has('DARAJA_BASE_URL') ? daraja : undefined,
    khalti: has('KHALTI_BASE_URL') ? khalti : undefined,
  };
}

/** Every text of it that must never reach a log. */
export function secretsOfPayments(payments: PaymentsConfig): readonly string[] {
  const { pathTokens, momo, daraja, khalti } = payments;
  return [
    ...pathTokens,
    ...(momo ? [momo.subscriptionKey, momo.apiKey] : []),
    ...(daraja ? [daraja.consumerSecret, daraja.passkey] : []),
    ...(khalti ? [khalti.secretKey] : []),
  ];
}
