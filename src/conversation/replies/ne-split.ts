import type { SplitTexts } from './en-split.js';

/** Replies in Nepali about a basket that becomes the orders of several vendors. */
export const neSplit: SplitTexts = {
  'split.ahead': '🚚 एउटै विक्रेतासँग सबै छैन: यो {n} विक्रेताबाट {n} अर्डर भएर आउँछ:',
  'split.part': '{n}. {goods}',
  'split.goods': '{quantity} {name}',
  'split.placed': '✅ {n} अर्डर भएर दर्ता भयो, जम्मा {total}:',
  'split.placed_order': '• अर्डर नं. {number}, {total}: {goods}',
  'split.asking': 'अब हरेकका लागि विक्रेतालाई सोध्दैछौं, जवाफ यहीँ दिन्छौं।',
  'split.again': 'अर्डर नं. {number}: अब एउटै विक्रेतासँग सबै छैन, त्यसैले {n} अर्डर भएर आउँछ:',
  'split.joined': 'अब एउटै विक्रेतासँग सबै छ, त्यसैले एउटै अर्डर भएर आउँछ।',
  'note.split_changed': 'विक्रेतासँग भएको सामान फेरियो, त्यसैले अहिले केही अर्डर भएको छैन। अब यसरी आउँछ:',
  'refusal.split_changed': 'विक्रेतासँग भएको सामान फेरियो, त्यसैले अहिले केही अर्डर भएको छैन।',

  'ussd.split': '{n} बिक्रेताबाट {n} अर्डर',
  'ussd.split_ahead': '{n} बिक्रेता, {n} अर्डर:',
  'ussd.split_part': '{n}: {goods}',
  'ussd.row.place': 'यसरी पठाउने',
  'ussd.split_placed': '{n} अर्डर पठाइयो ({numbers}): जम्मा {total}। अब सोध्छौं।',
  'ussd.no.split_changed': 'सामान फेरियो। हेर्नुहोस्:',
};
