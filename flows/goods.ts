import type { Option, OutcomeEvent, Part, Say, Tap } from '../src/conversation/vocabulary.js';
import { gapped, part, tap, tell } from './sentences.js';
import { shelfTitle } from './shelf-titles.js';
import { TAP } from './taps.js';

/**
 * The town's goods as a whole and the prices of what was named. Where our number has a catalogue at
 * the provider, they are shown out of that, with pictures and a basket; else, and wherever the
 * provider refuses it, in words and rows, which say the same.
 */

type Read = Extract<OutcomeEvent, { type: 'GOODS_READ' }>;

/** One message of the provider's shows no more (Cloud API, multi-product messages). */
const SHOWN_MAX = 30;

/** Each with its price; what a phone's copy of the catalogue says does not count. */
function priceRows(options: readonly Option[]): readonly Part[] {
  return options.map(({ name, priceMinor, unit }) =>
    part('price.row', { name, price: { money: priceMinor }, unit: { unit } }),
  );
}

function moreTap(shelf: string | null, skip: number): Tap {
  return tap(TAP.goods(shelf, skip), 'button.more_goods');
}

/** Meta lets no catalogue offer alcohol or tobacco (WhatsApp Business, commerce policy). */
function isListed({ shelf }: Read['shelves'][number]): boolean {
  return shelf !== 'beer_tobacco';
}

/** Some of each shelf, or the names of the shelves to choose from. */
function showShelves({ skip, shelves, left }: Read): Say {
  const more = left > 0 ? [moreTap(null, skip + shelves.length)] : [];
  const rows = [
    ...shelves.map(({ shelf }) => ({ id: TAP.goods(shelf, 0), title: shelfTitle(shelf) })),
    ...more,
  ].map((row, i) => ({ ...row, number: i + 1 }));
  const sections = shelves.filter(isListed).map(({ shelf, options }) => {
    return { title: shelfTitle(shelf), productIds: options.map(({ productId }) => productId) };
  });
  return {
    type: 'say',
    parts: [part('browse.shelves')],
    list: { open: part('open.shelves'), rows },
    goods: {
      parts: [part('browse.some'), ...(left > 0 ? [part('browse.write_more')] : [])],
      header: part('browse.title'),
      sections,
      words: rows.map((row) => ({ ...row, number: 0 })),
    },
    harmless: true,
  };
}

/** Everything on a shelf, at the retailer's prices, a page at a time. */
function showShelf({ shelf, skip, shelves, left }: Read): Say {
  const options = shelves.flatMap((one) => one.options);
  const name = shelfTitle(shelf ?? '');
  const taps = [
    ...(left > 0 ? [moreTap(shelf, skip + options.length)] : []),
    tap(TAP.goods(null, 0), 'button.shelves'),
  ];
  if (options.length === 0) return tell([part('price.none')], taps);
  const titled = 'key' in name ? { shelf: { key: name.key } } : { shelf: name.text };
  const parts = [part('browse.shelf', titled), ...priceRows(options)];
  const more = left > 0 ? [part('browse.left', { n: left })] : [];
  const said = tell([...parts, ...more.map(gapped)], taps);
  if (!shelves.every(isListed)) return said;
  return {
    ...said,
    goods: {
      parts: [...parts, ...(left > 0 ? [gapped(part('browse.write_more'))] : [])],
      header: part('browse.title'),
      sections: [{ title: name, productIds: options.map(({ productId }) => productId) }],
      words: taps.map((one) => ({ ...one, number: 0 })),
    },
  };
}

/** What there is: shelves, or one of them. */
export function showGoods(read: Read): Say {
  return read.shelf === null ? showShelves(read) : showShelf(read);
}

/** The prices, or the goods, that were asked about, under a sentence of ours. */
export function showNamed(title: Part, options: readonly Option[]): Say {
  const parts = [title, ...priceRows(options)];
  const productIds = [...new Set(options.map(({ productId }) => productId))];
  if (productIds.length > SHOWN_MAX) return tell(parts);
  const sections = [{ title: part('browse.title'), productIds }];
  return { ...tell(parts), goods: { parts, header: part('browse.title'), sections, words: [] } };
}
