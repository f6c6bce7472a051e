import type { RatingTexts } from './en-ratings.js';

/** Replies in romanised Nepali about how an order was. */
export const neLatnRatings: RatingTexts = {
  'rating.ask': 'Kasto rahyo, 1 dekhi 5 samma? (5 Dherai ramro, 3 Thikthak, 1 Naramro)',
  'rating.ask_tap': 'Kasto rahyo?',
  'rating.kept':
    '{first, select, true {Dhanyabad.} other {Pheriyo.}} Order no. {number}, {vendor}: 5 ma {stars}.',
  'rating.sorry': 'Maaf garnuhola. Ke naramro bhayo?',
  'button.rating_5': 'Dherai ramro',
  'button.rating_3': 'Thikthak',
  'button.rating_1': 'Naramro',
  'button.goods_amiss': 'Saman',
  'button.call_person': 'Manchhe sanga kura',
  'refusal.rating_late': 'Tyo order aayeko dherai bhayo, aba mulyankan hundaina. Dhanyabad.',
};
