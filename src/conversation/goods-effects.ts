import { BROWSE } from '../base/limits.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { GoodsEffect, GoodsOutcome } from './goods-vocabulary.js';
import { repriced } from './price-options.js';
import { optionOf } from './read-lines.js';
import type { Turn } from './turn.js';
import { allOf, shelvesOf } from './ussd/shelves.js';
import type { Option } from './vocabulary.js';

/** What stands on a shelf and is sold, each in its default unit, by code: the first `most`. */
function goodsOn(
  catalogue: Catalogue,
  shelf: string,
  most = Number.POSITIVE_INFINITY,
): readonly Option[] {
  const goods: Option[] = [];
  for (const { productId } of allOf(catalogue, shelf)) {
    if (goods.length >= most) break;
    const option = optionOf(catalogue, productId, null);
    if (option) goods.push(option);
  }
  return goods;
}

/**
 * Reads a page of what there is, out of the catalogue that the process holds; its prices are asked
 * for once, and only here. Takes no lock.
 */
export async function readGoods(turn: Turn, effect: GoodsEffect): Promise<GoodsOutcome> {
  const { shelf, skip } = effect;
  const { catalogue } = turn.knowledge;
  const names = shelvesOf(catalogue);
  const onShelf = shelf === null ? [] : goodsOn(catalogue, shelf);
  const count = shelf === null ? names.length : onShelf.length;
  const size = pageSize(turn, shelf, count - skip);
  const left = Math.max(0, count - skip - size);
  const shelves =
    shelf === null
      ? names.slice(skip, skip + size).map((name) => {
          return { shelf: name, options: goodsOn(catalogue, name, BROWSE.of_shelf_max) };
        })
      : [{ shelf, options: onShelf.slice(skip, skip + size) }];
  const priced = await repriced(
    turn,
    shelves.flatMap(({ options }) => options),
  );
  let at = 0;
  const shown = shelves.map(({ shelf: name, options }) => {
    at += options.length;
    return { shelf: name, options: priced.slice(at - options.length, at) };
  });
  return { type: 'GOODS_READ', shelf, skip, shelves: shown, left };
}

/** So many fit; of shelves one row less where there are more, for that row says so. */
function pageSize(turn: Turn, shelf: string | null, remaining: number): number {
  if (shelf === null) {
    return remaining > BROWSE.shelves_max ? BROWSE.shelves_max - 1 : BROWSE.shelves_max;
  }
  return turn.session.channel === 'sms' ? BROWSE.goods_short_max : BROWSE.goods_max;
}
