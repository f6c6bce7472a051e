import { answerWith, silent } from './answers.js';

/** Outcomes of what only shops do: in another's conversation they never come. */
export const RETAILERS_OUTCOMES = {
  BASKET_CHANGED: silent,
  BASKET_SHOWN: silent,
  BASKET_DROPPED: silent,
  ORDER_PLACED: silent,
  ORDER_CANCELLED: silent,
  ORDERS_READ: silent,
  BALANCE_READ: silent,
  CHANGE_SETTLED: silent,
  DISPUTE_ASKED: silent,
  DISPUTE_OPENED: silent,
  RATING_KEPT: silent,
  PAYMENT_NOTED: silent,
  OWED_READ: silent,
  WALLET_SPENT: silent,
  PART_CHOICE_READ: silent,
  HISTORY_READ: silent,
  WISH_KEPT: silent,
  SETTINGS_READ: silent,
  STATEMENT_READ: silent,
  GOODS_READ: silent,
  SUBSTITUTES_READ: silent,
  REMINDERS_SET: silent,
  NEWS_READ: silent,
  CAMPAIGNS_SET: silent,
  STANDINGS_READ: silent,
  STANDING_KEPT: silent,
  STANDING_PROPOSED: silent,
  STANDING_WAITS: silent,
} as const;

/** What only shops that order have any of, in another's conversation: `notHere` is said. */
export const besideOrdersOf = (notHere: ReturnType<typeof answerWith>) =>
  ({
    HISTORY_ASKED: notHere,
    WISH_READ: notHere,
    SETTINGS_ASKED: notHere,
    STATEMENT_ASKED: notHere,
    GOODS_ASKED: notHere,
    SUBSTITUTES_ASKED: notHere,
    SUBSTITUTES_CHOSEN: notHere,
    REMINDERS_CHOSEN: notHere,
    NEWS_ASKED: notHere,
    NEWS_CHOSEN: notHere,
    CAMPAIGNS_CHOSEN: notHere,
    STANDING_WISHED: notHere,
    STANDING_ASKED: notHere,
    STANDING_ADDED: notHere,
  }) as const;

/** All that only shops do, in another's conversation: `notHere` is said. */
export const forRetailers = (notHere: ReturnType<typeof answerWith>) =>
  ({
    ...besideOrdersOf(notHere),
    ...RETAILERS_OUTCOMES,
    ORDER_READ: notHere,
    LATE_ORDER_READ: notHere,
    REPEAT_ASKED: notHere,
    ANSWERED: notHere,
    BASKET_ASKED: notHere,
    LATE_ANSWERED: notHere,
    DROP_ASKED: notHere,
    KEEP_CHOSEN: notHere,
    CHANGE_ANSWERED: notHere,
    DISPUTE_SAID: notHere,
    RATED: notHere,
    PART_CHOICE_ASKED: notHere,
    PART_CHOSEN: notHere,
    CANCEL_ASKED: notHere,
    PRICE_ASKED: notHere,
    STOCK_ASKED: notHere,
    REGISTRATION_ANSWERED: answerWith('refusal.already_registered'),
    RETAILER_REGISTERED: silent,
  }) as const;
