import { z } from 'zod';
import { alertRoutes } from './alerts.js';
import { authRoutes } from './auth.js';
import { campaignRoutes } from './campaigns.js';
import { deliveryRoutes } from './deliveries.js';
import { disputeRoutes } from './disputes.js';
import { driverRoutes } from './drivers.js';
import { identityRoutes } from './identity.js';
import { ledgerRoutes } from './ledger.js';
import { mediaRoutes } from './media.js';
import { numberRoutes } from './numbers.js';
import { openApiDocument } from './openapi.js';
import { orderRoutes } from './orders.js';
import { packingRoutes } from './packing.js';
import { paymentClaimRoutes } from './payment-claims.js';
import { paymentRequestRoutes } from './payment-requests.js';
import { paymentRoutes } from './payments.js';
import { phraseRoutes } from './phrases.js';
import { pinRoutes } from './pins.js';
import { purchaseRoutes } from './purchases.js';
import { retailerRoutes } from './retailers.js';
import type { Route } from './route.js';
import { platformRoute } from './route.js';
import { found } from './shapes.js';
import { settingRoutes } from './settings.js';
import { stockRoutes } from './stock.js';
import { supportRoutes } from './support.js';
import { templateRoutes } from './templates.js';
import { townRoutes } from './towns.js';
import { vendorCostRoutes } from './vendor-costs.js';
import { vendorHoursRoutes } from './vendor-hours.js';
import { vendorRatingRoutes } from './vendor-ratings.js';
import { warehouseRoutes } from './warehouses.js';

const document = platformRoute({
  method: 'GET',
  path: '/v1/openapi.json',
  name: 'getOpenApi',
  summary: 'This document',
  roles: 'anyone',
  rate: 'read',
  params: {},
  query: {},
  body: {},
  answer: z.looseObject({ openapi: z.string() }),
  refusals: {},
  work: async () => Promise.resolve(found(wholeDocument())),
});

/** The whole API: the router, the document and the tests are made from this table alone. */
export const routes: readonly Route[] = [
  ...authRoutes,
  ...townRoutes,
  ...settingRoutes,
  ...retailerRoutes,
  ...pinRoutes,
  ...phraseRoutes,
  ...ledgerRoutes,
  ...orderRoutes,
  ...packingRoutes,
  ...deliveryRoutes,
  ...driverRoutes,
  ...mediaRoutes,
  ...vendorCostRoutes,
  ...disputeRoutes,
  ...paymentRoutes,
  ...paymentClaimRoutes,
  ...paymentRequestRoutes,
  ...vendorHoursRoutes,
  ...vendorRatingRoutes,
  ...warehouseRoutes,
  ...stockRoutes,
  ...purchaseRoutes,
  ...supportRoutes,
  ...alertRoutes,
  ...identityRoutes,
  ...numberRoutes,
  ...templateRoutes,
  ...campaignRoutes,
  document,
];

let written: (Record<string, unknown> & { openapi: string }) | undefined;

/** Written once; it does not change while the process lives. */
function wholeDocument(): Record<string, unknown> & { openapi: string } {
  written ??= openApiDocument(routes) as Record<string, unknown> & { openapi: string };
  return written;
}
