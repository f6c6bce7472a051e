import type { StockTexts } from './en-stock.js';

/** Replies in romanised Nepali about packed orders and low stock. */
export const neLatnStock: StockTexts = {
  'packed.whole': '📦 {vendor} bata tapai ko order no. {number} tayar bhayo, aba pathainchha.',
  'packed.short':
    '📦 {vendor} bata tapai ko order no. {number} tayar bhayo. Maaf garnuhos, sabai saman pugena:',
  'packed.line': '• {name}: {asked} ko satta ma {quantity}',
  'packed.line_none': '• {name}: chhaina (order {asked})',
  'packed.total': '*Naya jamma: {total}* (pahile {was}). Yas ka lagi naya jamma matra tirnuhos.',
  'packed.for_vendor': 'Order no. {number} tayar bhayo, tara sabai saman pugena:',
  'packed.cost': 'Yas ka lagi tapai le paune: *{cost}*',
  'stock.low':
    '⚠️ {name}: order ka lagi chhutyaeko bahek {quantity} matra baki chha. Kripaya thapnuhos, ' +
    'namile hamro karyalaya lai bhannuhos.',
  'stock.gone':
    '⚠️ {name}: order ka lagi chhutyaeko bahek kehi baki chhaina. Kripaya thapnuhos, ' +
    'namile hamro karyalaya lai bhannuhos.',
};
