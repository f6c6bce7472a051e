/** How the double misbehaves, once or several times, for the requests that match. */
export interface Fault {
  /** Only for this recipient (E.164 or user id), this number, this callback data. */
  readonly to?: string;
  readonly phoneNumberId?: string;
  readonly callbackData?: string;
  /** How often; once unless said. */
  readonly times?: number;
  readonly act: FaultAct;
}

export type FaultAct =
  /** Refuses with an error of the Graph API. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: number;
      readonly details?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answers anything, as a proxy in between would: `accept` whether Meta got the message. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly accept: boolean;
    }
  /** Never answers. */
  | { readonly kind: 'silence'; readonly accept: boolean }
  /** Closes the connection instead of answering. */
  | { readonly kind: 'reset'; readonly accept: boolean }
  /** Answers properly, but so much later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Accepts, and reports these statuses in this order: doubled, out of order, failed. */
  | {
      readonly kind: 'statuses';
      readonly words: readonly string[];
      /** The error code that `failed` comes with. */
      readonly code?: number;
    };

export interface Addressed {
  readonly to: string;
  readonly phoneNumberId: string;
  readonly callbackData: string | null;
}

/** The faults still to come. The first that matches is used, and used up. */
export class FaultScript {
  #faults: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#faults = [];
  }

  take(request: Addressed): FaultAct | undefined {
    if (this.#faults.length === 0) return undefined;
    const found = this.#faults.find(({ fault }) => matches(fault, request));
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#faults = this.#faults.filter((one) => one !== found);
    return found.fault.act;
  }
}

function matches(fault: Fault, request: Addressed): boolean {
  return (
    (fault.to === undefined || fault.to === request.to) &&
    (fault.phoneNumberId === undefined || fault.phoneNumberId === request.phoneNumberId) &&
    (fault.callbackData === undefined || fault.callbackData === request.callbackData)
  );
}
