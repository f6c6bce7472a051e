import {
  closeHold,
  openCreditAccount,
  openHolds,
  readCredit,
} from '../../src/domain/credit/credit.js';
import { useTown } from '../support/use-town.js';

const its = useTown(20);

/** Holds here belong to no order: the town is not consistent as a whole. */
beforeEach(() => its.broken());

test('holds at once never pass the limit', async () => {
  const { town } = its;
  const retailerId = await town.addRetailer({ limitMinor: 1_000n });
  const hold = (...amounts: bigint[]): ReturnType<typeof openHolds> =>
    town.run((tx) =>
      openHolds(
        tx,
        town.cause('machine'),
        retailerId,
        amounts.map((amountMinor) => ({ orderId: town.universe.newId(), amountMinor })),
      ),
    );
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => hold(300n)));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(3);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
    refusal: 'credit_short',
    detail: { availableMinor: '100', neededMinor: '300' },
  });
  // Several at once are one question, and all or none.
  expect(await hold(60n, 41n)).toMatchObject({
    refusal: 'credit_short',
    detail: { availableMinor: '100', neededMinor: '101' },
  });
  expect(await hold(60n, 40n)).toMatchObject({ ok: true });
  expect(await town.run((tx) => readCredit(tx, retailerId))).toEqual({
    limitMinor: 1_000n,
    balanceMinor: 0n,
    heldMinor: 1_000n,
    availableMinor: 0n,
    walletMinor: 0n,
    stopped: false,
  });
});

test('a hold ends once', async () => {
  const { town } = its;
  const retailerId = await town.addRetailer({ limitMinor: 1_000n });
  const hold = { orderId: town.universe.newId(), retailerId, amountMinor: 300n };
  const cause = town.cause('machine');
  await town.run((tx) => openHolds(tx, cause, retailerId, [hold]));
  const ends = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      town.run((tx) => closeHold(tx, cause, hold, i % 2 === 0 ? 'RELEASED' : 'POSTED')),
    ),
  );
  expect(ends.filter((end) => end.ok)).toHaveLength(1);
  expect(await town.run((tx) => readCredit(tx, retailerId))).toMatchObject({ heldMinor: 0n });
});

test('a stopped account and a retailer without one hold nothing', async () => {
  const { town } = its;
  const retailerId = await town.addRetailer();
  await town.admin('update credit_accounts set stopped = true where retailer_id = $1', [
    retailerId,
  ]);
  const cause = town.cause('machine');
  const hold = { orderId: town.universe.newId(), amountMinor: 1n };
  expect(await town.run((tx) => openHolds(tx, cause, retailerId, [hold]))).toMatchObject({
    refusal: 'credit_stopped',
  });
  const nobody = await town.addVendor();
  expect(await town.run((tx) => openHolds(tx, cause, nobody, [hold]))).toMatchObject({
    refusal: 'credit_short',
    detail: { availableMinor: '0', neededMinor: '1' },
  });
});

test('a limit is opened once, with a row that says by whom', async () => {
  const { town } = its;
  const retailerId = await town.addRetailer({ limitMinor: 7n });
  const cause = town.cause('operator', 'op-1');
  const again = await town.run((tx) => openCreditAccount(tx, cause, retailerId, 9n, 'more'));
  expect(again).toMatchObject({ ok: false, refusal: 'account_exists' });
  const { rows } = await town.admin(
    'select from_minor, to_minor, reason from credit_limit_changes where retailer_id = $1',
    [retailerId],
  );
  expect(rows).toEqual([{ from_minor: '0', to_minor: '7', reason: 'test' }]);
});
