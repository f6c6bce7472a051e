import type { RatingTexts } from './en-ratings.js';

/** Replies in Nepali about how an order was. */
export const neRatings: RatingTexts = {
  'rating.ask': 'कस्तो रह्यो, १ देखि ५ सम्म? (५ धेरै राम्रो, ३ ठिकठाक, १ नराम्रो)',
  'rating.ask_tap': 'कस्तो रह्यो?',
  'rating.kept':
    '{first, select, true {धन्यवाद।} other {फेरियो।}} अर्डर नं. {number}, {vendor}: ५ मा {stars}।',
  'rating.sorry': 'माफ गर्नुहोला। के नराम्रो भयो?',
  'button.rating_5': 'धेरै राम्रो',
  'button.rating_3': 'ठिकठाक',
  'button.rating_1': 'नराम्रो',
  'button.goods_amiss': 'सामान',
  'button.call_person': 'मान्छेसँग कुरा',
  'refusal.rating_late': 'त्यो अर्डर आएको धेरै भयो, अब मूल्याङ्कन हुँदैन। धन्यवाद।',
};
