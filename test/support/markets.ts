import type { DemoProduct, Market } from '../../src/demo-town.js';
import { LANGUAGES_OF } from '../../scripts/demo-languages.js';
import { itemsOf } from '../../scripts/score/rows.js';

/** Country, currency (ISO 4217, with its minor digits) and zone of the markets with a catalogue. */
const MARKETS: Readonly<Record<string, Omit<Market, 'languages' | 'products'>>> = {
  IN: { country: 'IN', currency: 'INR', currencyDigits: 2, timeZone: 'Asia/Kolkata' },
  BD: { country: 'BD', currency: 'BDT', currencyDigits: 2, timeZone: 'Asia/Dhaka' },
  KE: { country: 'KE', currency: 'KES', currencyDigits: 2, timeZone: 'Africa/Nairobi' },
  NG: { country: 'NG', currency: 'NGN', currencyDigits: 2, timeZone: 'Africa/Lagos' },
  GH: { country: 'GH', currency: 'GHS', currencyDigits: 2, timeZone: 'Africa/Accra' },
  CI: { country: 'CI', currency: 'XOF', currencyDigits: 0, timeZone: 'Africa/Abidjan' },
};

/** What a base unit costs here: the labelled catalogues carry no prices. */
const BASE_PRICE = 100;

/** A town's market with the catalogue of the labelled messages; throws for one without. */
export function marketOf(country: string): Market {
  const market = MARKETS[country];
  if (!market) throw new Error(`no catalogue of ${country}`);
  const base = BASE_PRICE * 10 ** market.currencyDigits;
  const products = itemsOf(country).map((item): DemoProduct => {
    const units = { [item.baseUnit]: 1, ...item.packs };
    const prices = Object.entries(units).map(([unit, count]) => [unit, Math.round(base * count)]);
    const { sku, name, brand, size, baseUnit, defaultUnit, aliases } = item;
    return {
      sku,
      name,
      brand,
      size,
      units,
      base_unit: baseUnit,
      // A bar that is sold by the piece is sold by the bar.
      default_unit: defaultUnit in units ? defaultUnit : baseUnit,
      aliases: [...aliases],
      prices_minor: Object.fromEntries(prices) as Record<string, number>,
    };
  });
  return { ...market, languages: LANGUAGES_OF[country] ?? ['en'], products };
}
