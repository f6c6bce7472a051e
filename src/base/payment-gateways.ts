/** The providers that can be asked to have somebody pay, and what follows from what each can do. */

export const PAYMENT_GATEWAYS = ['momo', 'daraja', 'khalti'] as const;
export type PaymentGatewayName = (typeof PAYMENT_GATEWAYS)[number];

export interface GatewayTraits {
  /** As its own customers call it. */
  readonly title: string;
  /** What the payer gets: a question on their phone, or an address to open. */
  readonly asksBy: 'prompt' | 'link';
  /**
   * Whether a request whose answer was lost may be made again. MTN refuses a second one under the
   * same reference (409), and nobody ever saw the address of a Khalti link whose answer was lost;
   * a second push of Safaricom's is a second question on the phone.
   */
  readonly canRepeat: boolean;
  /** By which name its state can be asked for: ours, or its own, which its answer tells. */
  readonly looksBy: 'reference' | 'provider_ref';
  /** What it pays in; null: in the currency of each country it is in. */
  readonly currencies: readonly string[] | null;
  /** Takes whole units of the currency only. */
  readonly isWhole: boolean;
  /** How long the payer has, where the provider does not say. */
  readonly answer_ms: number;
}

export const GATEWAY_TRAITS: Readonly<Record<PaymentGatewayName, GatewayTraits>> = {
  // momodeveloper.mtn.com, Collections: requests to pay expire by the provider's own clock.
  momo: {
    title: 'MTN MoMo',
    asksBy: 'prompt',
    canRepeat: true,
    looksBy: 'reference',
    currencies: null,
    isWhole: false,
    answer_ms: 15 * 60_000,
  },
  // developer.safaricom.co.ke, M-Pesa Express: the question stays on the phone for about a minute.
  daraja: {
    title: 'M-Pesa',
    asksBy: 'prompt',
    canRepeat: false,
    looksBy: 'provider_ref',
    currencies: ['KES'],
    isWhole: true,
    answer_ms: 5 * 60_000,
  },
  // docs.khalti.com, KPG-2: `expires_in` of 1800 s, which the answer says anew.
  khalti: {
    title: 'Khalti',
    asksBy: 'link',
    canRepeat: true,
    looksBy: 'provider_ref',
    currencies: ['NPR'],
    isWhole: false,
    answer_ms: 30 * 60_000,
  },
};

/** Why nobody paid, in words of ours: each provider's are brought to these. */
export const PAYMENT_FAILURES = [
  /** The number has no wallet there. */
  'payer_unknown',
  'not_enough',
  /** More than the payer may pay in a day, or at once. */
  'limit',
  'declined',
  /** The payer did not answer in time. */
  'timed_out',
  'wrong_pin',
  /** The phone is off, or out of reach. */
  'unreachable',
  /** Another question of the provider is on that phone. */
  'busy',
  /** The provider does not take such an amount. */
  'amount',
  /** We are not set up at the provider: ours to mend. */
  'setup',
  /** The provider's own fault. */
  'provider',
] as const;
export type PaymentFailure = (typeof PAYMENT_FAILURES)[number];
