import type { StandingTexts } from './en-standing.js';

/** Replies in Nepali about standing orders. */
export const neStanding: StandingTexts = {
  'recurring.title': '🔁 तपाईंका नियमित अर्डर:',
  'recurring.weekly': '🔁 *नियमित अर्डर {number}*, हरेक {days}:',
  'recurring.monthly': '🔁 *नियमित अर्डर {number}*, हरेक महिना {day} तारिख:',
  'recurring.state':
    '{state, select, PAUSED {रोकिएको छ: केही पठाइँदैन।} other {अब {time} मा। {how, select, itself ' +
    '{नसोधी आफै अर्डर हुन्छ।} other {भाउ देखाउँछौं, तपाईंले हुन्छ भनेपछि मात्र अर्डर हुन्छ।}}}}',
  'recurring.kept':
    '{was, select, opened {👍 टिपियो:} changed {👍 फेरियो:} pause {👍 रोकियो:} resume {👍 फेरि सुरु ' +
    'भयो:} itself {👍 अबदेखि नसोधी आफै अर्डर हुन्छ:} other {👍 अबदेखि पहिले तपाईंलाई सोध्छौं:}}',
  'recurring.stopped': 'नियमित अर्डर {number} बन्द भयो। भइसकेका अर्डर यथावत् छन्।',
  'recurring.none': 'तपाईंको नियमित अर्डर छैन।',
  'recurring.how': 'सुरु गर्न लेख्नुहोस्, जस्तै “हरेक आइतबार २ बोरा जिरा मसिनो”।',
  'recurring.which_day':
    'कुन दिन? दिनसहित फेरि लेख्नुहोस्, जस्तै “हरेक आइतबार २ बोरा जिरा मसिनो” वा “हरेक महिना ५ तारिख १० ' +
    'केजी चिनी” (अंग्रेजी तारिख)।',
  'recurring.which_goods':
    '“{said}” भनेको कुन सामान हो बुझेनौं, केही टिपिएको छैन। पूरा नाम र परिमाणसहित फेरि लेख्नुहोस्।',
  'recurring.option': '• {name}',
  'recurring.due': '🔁 तपाईंको नियमित अर्डर {number}, आजको भाउमा:',
  'recurring.ordering': '🔁 आज तपाईंको नियमित अर्डर {number} को दिन हो।',
  'recurring.waits':
    '🔁 आज तपाईंको नियमित अर्डर {number} को दिन हो। यहाँ अरू कुरा खुला भएकाले अझै केही थपिएको छैन।',
  'recurring.nothing_sold': 'तपाईंको नियमित अर्डरको कुनै सामान आज बिक्री हुँदैन, केही अर्डर भएन।',
  'recurring.so_already': 'पहिलेदेखि नै यस्तै छ, केही फेरिएको छैन।',
  'menu.standing': 'नियमित अर्डर',
  'button.standing_pause': 'रोक्ने',
  'button.standing_resume': 'फेरि सुरु',
  'button.standing_stop': 'बन्द गर्ने',
  'button.standing_itself': 'नसोधी पठाउनुस्',
  'button.standing_ask': 'मलाई सोध्नुहोस्',
  'button.standing_show': 'नियमित {number}',
  'button.standing_add': 'टोकरीमा थप्ने',
  'day.0': 'आइतबार',
  'day.1': 'सोमबार',
  'day.2': 'मंगलबार',
  'day.3': 'बुधबार',
  'day.4': 'बिहीबार',
  'day.5': 'शुक्रबार',
  'day.6': 'शनिबार',
  'refusal.no_standing': 'त्यस्तो चालु नियमित अर्डर भेटिएन। हेर्न “नियमित अर्डर” लेख्नुहोस्।',
  'refusal.which_standing': 'कुन चाहिँ? नम्बर लेख्नुहोस्, जस्तै “नियमित अर्डर १ रोक्नुस्”।',
  'refusal.standing_many': 'एउटा पसलको योभन्दा बढी नियमित अर्डर हुँदैन। पहिले एउटा बन्द गर्नुहोस्।',
};
