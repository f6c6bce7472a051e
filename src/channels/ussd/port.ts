/**
 * What every USSD gateway is brought to. A gateway posts each thing a caller does and shows what
 * we answer; none of them signs anything, so that a phone is only asserted by whoever knows our
 * address: what concerns money is behind a PIN.
 */

/** One thing a gateway told us. */
export interface UssdCall {
  readonly gateway: string;
  /** The gateway's name of the session. */
  readonly session: string;
  /** E.164. */
  readonly phone: string;
  /** As dialled, such as `*384*7000#`; empty where the gateway does not say it again. */
  readonly serviceCode: string;
  readonly kind: 'start' | 'input' | 'end';
  readonly input: UssdInput;
  /** What the provider wants to read again in our answer. */
  readonly echo?: string;
}

/**
 * What was typed: everything since the session began joined by `*`, or the latest alone. Where a
 * gateway numbers its turns, `turn` tells a repeat from the same word typed twice.
 */
export type UssdInput =
  | { readonly kind: 'path'; readonly text: string }
  | { readonly kind: 'latest'; readonly text: string; readonly turn: number | null };

/** What the caller is shown; `ends` closes the session. */
export interface UssdScreen {
  readonly text: string;
  readonly ends: boolean;
}

/** A request as it came, its token already checked and gone. */
export interface UssdRequest {
  readonly method: string;
  /** What stands behind the token in the address: empty, `end`, `session/1/start`. */
  readonly rest: string;
  readonly body: Buffer;
}

/** What a gateway is answered. */
export interface UssdResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** One provider: its wire format in, its wire format out. Both are pure. */
export interface UssdGateway {
  readonly name: string;
  /** Undefined for a body or an address that is not the provider's. */
  read(request: UssdRequest): UssdCall | undefined;
  /** Puts a screen into the answer to a call; an `end` is answered with an empty one. */
  write(screen: UssdScreen, call: UssdCall): UssdResponse;
}
