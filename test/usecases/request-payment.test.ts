import { readTown } from '../../src/domain/towns/towns.js';
import type { PaymentGatewayName } from '../../src/base/payment-gateways.js';
import { cancelRequest, requestPayment } from '../../src/usecases/request-payment.js';
import { nextCall } from '../../src/usecases/ask-payment.js';
import { must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

/** A town that has these providers, in that currency. */
const has = (currency: string, ...gateways: readonly PaymentGatewayName[]) =>
  its.town.admin('update towns set currency = $2, settings = $3 where id = $1', [
    its.town.id,
    currency,
    JSON.stringify({ payment_gateways: gateways }),
  ]);

const ask = (retailerId: string, gateway: PaymentGatewayName, amountMinor: bigint) =>
  its.town.run(async (tx) =>
    requestPayment(tx, its.town.cause('retailer', retailerId), await readTown(tx), {
      retailerId,
      gateway,
      amountMinor,
    }),
  );
const cancel = (retailerId: string) =>
  its.town.run((tx) => cancelRequest(tx, its.town.cause('retailer', retailerId), retailerId));

test('only what the provider can take is asked for', async () => {
  const shop = await its.town.addRetailer();
  await has('KES', 'daraja', 'khalti');
  expect(await ask(shop, 'daraja', 500_050n)).toMatchObject({ refusal: 'not_whole' });
  expect(await ask(shop, 'khalti', 500_000n)).toMatchObject({ refusal: 'no_gateway' });
  expect(await ask(shop, 'momo', 500_000n)).toMatchObject({ refusal: 'no_gateway' });
  expect(await ask(shop, 'daraja', 10n ** 12n)).toMatchObject({ refusal: 'too_much' });
  expect(await ask(shop, 'daraja', 0n)).toMatchObject({ refusal: 'too_much' });
  expect(must(await ask(shop, 'daraja', 500_000n)).state).toBe('OPENED');
});

test('only a shop with an account is asked, and only at its own verified phone', async () => {
  await has('UGX', 'momo');
  const stranger = await its.town.addRetailer({ verified: false });
  expect(await ask(stranger, 'momo', 500n)).toMatchObject({ refusal: 'no_phone' });
  const vendor = await its.town.addVendor();
  expect(await ask(vendor, 'momo', 500n)).toMatchObject({ refusal: 'not_now' });
});

test('what did not leave is called off, and a question on a phone is not', async () => {
  await has('UGX', 'momo');
  const shop = await its.town.addRetailer();
  expect(await cancel(shop)).toMatchObject({ refusal: 'no_request' });
  must(await ask(shop, 'momo', 500n));
  expect(await ask(shop, 'momo', 700n)).toMatchObject({ refusal: 'request_open' });
  expect(must(await cancel(shop))).toMatchObject({ state: 'FAILED', reason: 'cancelled' });
  const { id } = must(await ask(shop, 'momo', 700n));
  await its.town.run((tx) => nextCall(tx, its.town.cause('machine'), id));
  expect(await cancel(shop)).toMatchObject({ refusal: 'not_now' });
});
