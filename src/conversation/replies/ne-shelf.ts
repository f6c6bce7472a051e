import type { ShelfTexts } from './en-shelf.js';

/** Replies in Nepali about a vendor's own stock and prices. */
export const neShelf: ShelfTexts = {
  'goods.kept': '✅ टिप्यौं:',
  'goods.stock': '• {name}: स्टक {before} → {after}',
  'goods.price': '• {name}: तपाईंको मूल्य प्रति {unit} {before} → {after}',
  'goods.dearer': '↳ पसलहरूले नै {price} मात्र तिर्छन्।',
  'goods.unlikely': '⚠️ अझै केही बदलिएको छैन। कृपया पहिले हेर्नुहोस्:',
  'goods.right': 'यो ठीक हो?',
  'goods.which': '“{said}” भनेको कुन हो? अझै केही बदलिएको छैन।',
  'goods.unknown':
    '“{said}” बुझिएन, वा हामीकहाँ तपाईंको सामानमा छैन, त्यसैले केही बदलिएको छैन। कृपया नाम र साइज ' +
    'लेख्नुहोस्, जस्तै “तोरीको तेल १ लिटर १२ बाँकी”।',
  'goods.either': '{name}, {figure}: यो तपाईंसँग भएको स्टक हो कि तपाईंको मूल्य? अझै केही बदलिएको छैन।',
  'goods.offer':
    'अर्डर नं {number} ले तपाईंको जवाफ पर्खिरहेको छ, र त्यसमा {name} छ। यो त्यो अर्डरको जवाफ हो कि ' +
    'तपाईंको आफ्नै सामानको कुरा? अझै केही बदलिएको छैन।',
  'goods.dropped': 'हुन्छ, केही बदलिएको छैन।',
  'goods.over': 'त्यो प्रश्न अब खुला छैन, केही बदलिएको छैन। कृपया फेरि लेख्नुहोस्।',
  'button.shelf_yes': 'हो, ठीक छ',
  'button.shelf_no': 'होइन, नबदल्नु',
  'button.shelf_stock': 'मेरो स्टक',
  'button.shelf_price': 'मेरो मूल्य',
  'button.shelf_own': 'मेरो आफ्नै सामान',
  'button.shelf_offer': 'अर्डर {number}',
  'button.shelf_none': 'यीमध्ये कुनै होइन',
  'refusal.shelf_unclear':
    'राम्ररी बुझिएन, त्यसैले केही बदलिएको छैन। कृपया हरेक सामान एक पटक, अङ्कसँगै लेख्नुहोस्: ' +
    '“तेल १ लिटर १२ बाँकी”, “चिनीको भाउ ९५”।',
  'refusal.shelf_reserved':
    '{name}: {quantity} अर्डरका लागि छुट्याइएको छ, त्यसैले स्टक त्योभन्दा कम हुन सक्दैन। केही ' +
    'बदलिएको छैन। छैन भने प्याक गर्दा भन्नुहोस्: “१०४२ प्याक भयो, तेल ३ कार्टन मात्र”।',
  'refusal.shelf_not_held':
    '{name} हामीकहाँ तपाईंको सामानमा छैन, त्यसैले केही बदलिएको छैन। कार्यालयले थप्न सक्छ।',
};
