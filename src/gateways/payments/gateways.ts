import type { Hint } from '../../base/payment-answers.js';
import type { PaymentGatewayName } from '../../base/payment-gateways.js';
import type { Universe } from '../../base/universe.js';
import { asObject } from '../../base/raw-json.js';
import { hintInDaraja, openDaraja } from './daraja.js';
import type { DarajaSettings } from './daraja.js';
import type { PaymentGateway } from './gateway.js';
import { openKhalti } from './khalti.js';
import type { KhaltiSettings } from './khalti.js';
import { openMomo } from './momo.js';
import type { MomoSettings } from './momo.js';

/** What each provider knows us by; one that is left out cannot be asked. */
export interface GatewaySettings {
  readonly momo?: MomoSettings | undefined;
  readonly daraja?: DarajaSettings | undefined;
  readonly khalti?: KhaltiSettings | undefined;
}

/** The providers of this process. */
export interface PaymentGateways {
  get(name: PaymentGatewayName): PaymentGateway | undefined;
  close(): Promise<void>;
}

/** Opens the providers that are configured. A new one is a file, and a line here. */
export function openGateways(settings: GatewaySettings, universe: Universe): PaymentGateways {
  const { momo, daraja, khalti } = settings;
  const open = [
    ...(momo ? [openMomo(momo, universe)] : []),
    ...(daraja ? [openDaraja(daraja, universe)] : []),
    ...(khalti ? [openKhalti(khalti)] : []),
  ];
  return {
    get: (name) => open.find((one) => one.name === name),
    close: async () => {
      await Promise.all(open.map((one) => one.close()));
    },
  };
}

const NOTHING: Hint = { providerRef: null, amountMinor: null, receipt: null };

/**
 * What a callback's body says beside that something changed. Nobody signs them, so that a body
 * that cannot be read is a reason to ask as good as any.
 */
export function hintIn(name: PaymentGatewayName, bytes: Buffer): Hint {
  if (name !== 'daraja') return NOTHING;
  try {
    const body = asObject(JSON.parse(bytes.toString('utf8')));
    return body ? hintInDaraja(body) : NOTHING;
  } catch {
    return NOTHING;
  }
}
