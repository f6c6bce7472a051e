import type { Minor } from '../../base/money.js';
import type { Asked, Stated } from '../../base/payment-answers.js';
import type { PaymentGatewayName } from '../../base/payment-gateways.js';

/** What a provider is asked for: that somebody pays us. */
export interface PaymentWanted {
  /** Ours, a UUID of version 4: the same request has the same one. */
  readonly reference: string;
  readonly amountMinor: Minor;
  readonly currency: string;
  readonly currencyDigits: number;
  /** E.164 */
  readonly phone: string;
  /** What the payer reads: the town's name, in letters of ASCII. */
  readonly words: string;
  /** Where the provider may tell us that something changed; null: nowhere. */
  readonly callbackUrl: string | null;
}

/** How a request is named to the provider; its own name is null until it told it. */
export interface RequestName {
  readonly reference: string;
  readonly providerRef: string | null;
  readonly currencyDigits: number;
}

/** One provider of wallets. Neither question ever rejects, and each has a deadline. */
export interface PaymentGateway {
  readonly name: PaymentGatewayName;
  ask(wanted: PaymentWanted): Promise<Asked>;
  state(name: RequestName): Promise<Stated>;
  close(): Promise<void>;
}
