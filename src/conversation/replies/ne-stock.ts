import type { StockTexts } from './en-stock.js';

/** Replies in Nepali about packed orders and low stock. */
export const neStock: StockTexts = {
  'packed.whole': '📦 {vendor} बाट तपाईंको अर्डर नं. {number} तयार भयो, अब पठाइन्छ।',
  'packed.short': '📦 {vendor} बाट तपाईंको अर्डर नं. {number} तयार भयो। माफ गर्नुहोस्, सबै सामान पुगेन:',
  'packed.line': '• {name}: {asked} को सट्टामा {quantity}',
  'packed.line_none': '• {name}: छैन (अर्डर {asked})',
  'packed.total': '*नयाँ जम्मा: {total}* (पहिले {was})। यसका लागि नयाँ जम्मा मात्र तिर्नुहोस्।',
  'packed.for_vendor': 'अर्डर नं. {number} तयार भयो, तर सबै सामान पुगेन:',
  'packed.cost': 'यसका लागि तपाईंले पाउने: *{cost}*',
  'stock.low':
    '⚠️ {name}: अर्डरका लागि छुट्याएको बाहेक {quantity} मात्र बाँकी छ। कृपया थप्नुहोस्, ' +
    'नमिले हाम्रो कार्यालयलाई भन्नुहोस्।',
  'stock.gone':
    '⚠️ {name}: अर्डरका लागि छुट्याएको बाहेक केही बाँकी छैन। कृपया थप्नुहोस्, ' +
    'नमिले हाम्रो कार्यालयलाई भन्नुहोस्।',
};
