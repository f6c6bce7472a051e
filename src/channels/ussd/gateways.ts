import { africastalking } from './africastalking.js';
import { arkesel } from './arkesel.js';
import { hubtel } from './hubtel.js';
import { infobip } from './infobip.js';
import type { UssdGateway } from './port.js';

/** Every gateway we answer, by the name in its address. A new one is a file and a line here. */
export const GATEWAYS: ReadonlyMap<string, UssdGateway> = new Map(
  [africastalking, hubtel, arkesel, infobip].map((gateway) => [gateway.name, gateway]),
);
