import { sql } from 'kysely';
import type { Outcome } from '../../src/base/outcome.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { readPartyByAlias } from '../../src/domain/parties/parties.js';
import { confirmClaim, recordPayment, refuseClaim } from '../../src/usecases/settle-claim.js';
import { byOperator } from './player.js';
import type { Player } from './player.js';

/** What our office says of money that shops paid on their account. */

const minor = (amount: string): bigint => BigInt(amount.replace('.', ''));

async function work(player: Player, doIt: (tx: Tx) => Promise<Outcome<unknown>>): Promise<void> {
  const { database, place } = player.service;
  const done = await inTown(database, place.townId, doIt);
  if (!done.ok) throw new Error(`refused: ${done.refusal}`);
}

/** By its reference; `cash`: the latest without one. */
async function claimOf(tx: Tx, reference: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from payment_claims
    where reference is not distinct from ${reference === 'cash' ? null : reference}
    order by id desc limit 1`.execute(tx);
  return rows[0]?.id ?? '';
}

export const PAYMENT_CHANGES = {
  /** ! sees 0HQ7721K 2620.00: so much of what was told reached us; `cash` has no reference. */
  sees: (player: Player, [reference = '', received = '0.00']: string[]) =>
    work(player, async (tx) =>
      confirmClaim(tx, byOperator(player), {
        claimId: await claimOf(tx, reference),
        receivedMinor: minor(received),
        reason: '',
      }),
    ),
  /** ! disproves 0HQ7721K not on our account: what was told did not reach us. */
  disproves: (player: Player, [reference = '', ...words]: string[]) =>
    work(player, async (tx) =>
      refuseClaim(tx, byOperator(player), {
        claimId: await claimOf(tx, reference),
        reason: words.join(' '),
      }),
    ),
  /** ! receives 500.00: the speaker pays over our counter. */
  receives: (player: Player, [amount = '0.00']: string[]) =>
    work(player, async (tx) => {
      const party = await readPartyByAlias(tx, { kind: 'phone', value: player.phone });
      return recordPayment(tx, byOperator(player), {
        retailerId: party?.id ?? '',
        amountMinor: minor(amount),
        method: 'counter',
        reference: null,
        reason: 'at the counter',
      });
    }),
  /** ! wallet asks: our workers ask the provider; ! wallet answers paid: the payer does. */
  wallet: async ({ service }: Player, [verb = '', ...state]: string[]) => {
    const wallet = await service.wallet();
    await (verb === 'asks' ? wallet.collect() : wallet.answer(state.join(' ')));
  },
};
