import { unreachable } from '../base/assert.js';
import { readHistory } from '../domain/history/history.js';
import { chooseNewsChannel, readNewsChannel } from '../domain/parties/parties.js';
import { choosePreferences, readPreferences } from '../domain/preferences/preferences.js';
import { wishWithBasket } from '../usecases/edit-basket.js';
import { keepWishOfOrder } from '../usecases/keep-wish.js';
import { chooseCampaigns } from '../usecases/choose-campaigns.js';
import { readStatement } from '../usecases/read-statement.js';
import { chooseReminders } from '../usecases/remind-usual.js';
import { readGoods } from './goods-effects.js';
import { noteWake, partyId, told } from './deeds.js';
import type { BesideEffect } from './retailer-vocabulary.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

/** With the basket where something is in it, else with the latest order that can heed it. */
async function keepWish(
  turn: Turn,
  effect: Extract<BesideEffect, { type: 'keep_wish' }>,
): Promise<OutcomeEvent> {
  const { tx, cause, knowledge, basket } = turn;
  const retailerId = partyId(turn);
  // Whatever is done now, the copy is old after it.
  turn.basket = undefined;
  const locked = basket === undefined ? undefined : { basket: basket ?? undefined };
  const shown = await wishWithBasket(tx, cause, knowledge, retailerId, effect.wish, locked);
  if (!shown.ok) return told(effect, shown, () => ({ type: 'BASKET_SHOWN', view: null }));
  if (shown.value) return { type: 'BASKET_CHANGED', view: shown.value };
  const kept = await keepWishOfOrder(tx, cause, retailerId, effect.wish);
  return told(effect, kept, ({ number, wish: { time, note }, wake }) => {
    noteWake(turn, wake);
    return { type: 'WISH_KEPT', number: number.toString(), wish: { time, note } };
  });
}

async function history(
  turn: Turn,
  effect: Extract<BesideEffect, { type: 'read_history' }>,
): Promise<OutcomeEvent> {
  const before = effect.before === null ? null : BigInt(effect.before);
  const { orders, more } = await readHistory(turn.tx, partyId(turn), before);
  return {
    type: 'HISTORY_READ',
    more,
    older: before !== null,
    orders: orders.map(({ number, state, totalMinor, confirmedAt }) => ({
      number: number.toString(),
      state,
      totalMinor: totalMinor.toString(),
      confirmedAt: confirmedAt.toISOString(),
    })),
  };
}

/** Does what a retailer's flow asked for beside ordering, as `carryOut` does with the rest. */
export async function carryOutForRetailer(turn: Turn, effect: BesideEffect): Promise<OutcomeEvent> {
  const { tx, cause } = turn;
  switch (effect.type) {
    case 'read_history':
      return history(turn, effect);
    case 'keep_wish':
      return keepWish(turn, effect);
    case 'read_settings':
      return {
        type: 'SETTINGS_READ',
        ...(await readPreferences(tx, partyId(turn))),
        news: (await readNewsChannel(tx, partyId(turn))) ?? 'anywhere',
      };
    case 'read_statement': {
      const statement = await readStatement(tx, partyId(turn));
      return { type: 'STATEMENT_READ', statement };
    }
    case 'read_goods':
      return readGoods(turn, effect);
    case 'read_substitutes': {
      const { substitutes: choice } = await readPreferences(tx, partyId(turn));
      return { type: 'SUBSTITUTES_READ', choice, isNew: false };
    }
    case 'set_substitutes':
      await choosePreferences(tx, cause, partyId(turn), { substitutes: effect.choice });
      return { type: 'SUBSTITUTES_READ', choice: effect.choice, isNew: true };
    case 'set_reminders':
      await chooseReminders(tx, cause, partyId(turn), effect.on);
      return { type: 'REMINDERS_SET', on: effect.on };
    case 'read_news': {
      const by = (await readNewsChannel(tx, partyId(turn))) ?? 'anywhere';
      return { type: 'NEWS_READ', by, was: 'read' };
    }
    case 'set_news': {
      const { by } = effect;
      const set = await chooseNewsChannel(tx, partyId(turn), by === 'anywhere' ? null : by);
      return { type: 'NEWS_READ', by, was: set.ok ? 'set' : 'no_sms' };
    }
    case 'set_campaigns': {
      const { conversationId } = turn.session;
      const wanted = { retailerId: partyId(turn), conversationId, on: effect.on };
      return { type: 'CAMPAIGNS_SET', ...(await chooseCampaigns(tx, cause, wanted)) };
    }
    default:
      return unreachable(effect, 'effect for a retailer');
  }
}
