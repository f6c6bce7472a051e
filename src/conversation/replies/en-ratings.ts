/** Replies in English about how an order was. */
export const enRatings = {
  'rating.ask': 'How was it, from 1 to 5? (5 Very good, 3 So-so, 1 Bad)',
  'rating.ask_tap': 'How was it?',
  'rating.kept':
    '{first, select, true {Thank you.} other {Changed.}} Order {number}, {vendor}: {stars} of 5.',
  'rating.sorry': 'We are sorry. What was wrong?',
  'button.rating_5': 'Very good',
  'button.rating_3': 'So-so',
  'button.rating_1': 'Bad',
  'button.goods_amiss': 'The goods',
  'button.call_person': 'Talk to a person',
  'refusal.rating_late': 'That order came too long ago to be rated. Thank you all the same.',
} as const;

export type RatingTexts = Readonly<Record<keyof typeof enRatings, string>>;
