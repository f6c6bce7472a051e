import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Milli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { adjustStock, countStock, transferStock } from '../domain/stock/changes.js';
import type { Count, Counted, Transfer } from '../domain/stock/changes.js';
import { readHolder, setLowBelow } from '../domain/stock/levels.js';

/** Corrections of stock by a town's own people, for holders and products that exist. */

type Unknown = 'no_such_holder' | 'no_such_product';

async function known(
  tx: Tx,
  catalogue: Catalogue,
  holderIds: readonly string[],
  productIds: readonly string[],
): Promise<Outcome<undefined, Unknown>> {
  const strange = productIds.find((id) => !catalogue.products.has(id));
  if (strange !== undefined) return refused('no_such_product', { product: strange });
  for (const id of holderIds) if (!(await readHolder(tx, id))) return refused('no_such_holder');
  return done(undefined);
}

/** Names the product where the domain gave its id. */
function named<R extends string>(
  catalogue: Catalogue,
  refusal: { readonly refusal: R; readonly detail: Readonly<Record<string, string>> },
): Outcome<never, R> {
  const { product, ...rest } = refusal.detail;
  const name = product === undefined ? undefined : catalogue.products.get(product)?.name;
  return refused(refusal.refusal, name === undefined ? rest : { ...rest, product: name });
}

/** Makes a holder's stock what was counted; refused as `countStock`. Locks the stock rows. */
export async function countHolderStock(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  count: Count,
): Promise<Outcome<readonly Counted[], Unknown | 'below_reserved' | 'exists_different'>> {
  const products = count.lines.map((line) => line.productId);
  const checked = await known(tx, catalogue, [count.holderId], products);
  if (!checked.ok) return checked;
  const counted = await countStock(tx, cause, count);
  return counted.ok ? counted : named(catalogue, counted);
}

/** Corrects one product of a holder; refused as `adjustStock`. Locks the stock row. */
export async function adjustHolderStock(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  adjustment: Parameters<typeof adjustStock>[2],
): Promise<Outcome<'created' | 'exists', Unknown | 'short_stock' | 'exists_different'>> {
  const { holderId, productId } = adjustment;
  const checked = await known(tx, catalogue, [holderId], [productId]);
  if (!checked.ok) return checked;
  const adjusted = await adjustStock(tx, cause, adjustment);
  return adjusted.ok ? adjusted : named(catalogue, adjusted);
}

/** Moves goods between holders; refused as `transferStock`. Locks the stock rows. */
export async function transferHolderStock(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  transfer: Transfer,
): Promise<
  Outcome<'created' | 'exists', Unknown | 'same_holder' | 'short_stock' | 'exists_different'>
> {
  const { fromId, toId, lines } = transfer;
  if (fromId === toId) return refused('same_holder');
  const products = lines.map((line) => line.productId);
  const checked = await known(tx, catalogue, [fromId, toId], products);
  if (!checked.ok) return checked;
  const moved = await transferStock(tx, cause, transfer);
  return moved.ok ? moved : named(catalogue, moved);
}

/** From which free quantity on a holder's product is low; null: as the town says. */
export async function watchHolderStock(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  watch: { readonly holderId: string; readonly productId: string; readonly below: Milli | null },
): Promise<Outcome<undefined, Unknown>> {
  const { holderId, productId, below } = watch;
  const checked = await known(tx, catalogue, [holderId], [productId]);
  if (!checked.ok) return checked;
  await setLowBelow(tx, cause, holderId, productId, below);
  return done(undefined);
}
