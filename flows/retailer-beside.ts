import { showHistory } from './history.js';
import { showGoods } from './goods.js';
import { campaignsSet } from './campaigns.js';
import { retailer } from './retailer-setup.js';
import { part, tell } from './sentences.js';
import { remindersSet } from './reminders.js';
import { showNews, showSettings, showSubstitutes } from './settings.js';
import { showStatement } from './statements.js';
import { wishParts } from './wishes.js';

/** What a retailer asks beside ordering: old orders, wishes for the delivery, standing choices. */
const beside = retailer.createStateConfig({
  on: {
    HISTORY_ASKED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'read_history', before: event.before }],
      },
    },
    HISTORY_READ: { actions: { type: 'effects', params: ({ event }) => [showHistory(event)] } },
    WISH_READ: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'keep_wish', wish: event.wish }],
      },
    },
    WISH_KEPT: {
      actions: {
        type: 'effects',
        params: ({ event }) => [
          tell([part('wish.kept', { number: { digits: event.number } }), ...wishParts(event.wish)]),
        ],
      },
    },
    STATEMENT_ASKED: { actions: { type: 'effects', params: [{ type: 'read_statement' }] } },
    STATEMENT_READ: {
      actions: { type: 'effects', params: ({ event }) => [showStatement(event.statement)] },
    },
    GOODS_ASKED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ ...event, type: 'read_goods' }],
      },
    },
    GOODS_READ: { actions: { type: 'effects', params: ({ event }) => [showGoods(event)] } },
    SETTINGS_ASKED: { actions: { type: 'effects', params: [{ type: 'read_settings' }] } },
    SETTINGS_READ: { actions: { type: 'effects', params: ({ event }) => [showSettings(event)] } },
    REMINDERS_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'set_reminders', on: event.on }],
      },
    },
    REMINDERS_SET: {
      actions: { type: 'effects', params: ({ event }) => [remindersSet(event.on)] },
    },
    NEWS_ASKED: { actions: { type: 'effects', params: [{ type: 'read_news' }] } },
    NEWS_CHOSEN: {
      actions: { type: 'effects', params: ({ event }) => [{ type: 'set_news', by: event.by }] },
    },
    NEWS_READ: { actions: { type: 'effects', params: ({ event }) => [showNews(event)] } },
    CAMPAIGNS_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'set_campaigns', on: event.on }],
      },
    },
    CAMPAIGNS_SET: {
      actions: { type: 'effects', params: ({ event }) => [campaignsSet(event)] },
    },
    SUBSTITUTES_ASKED: { actions: { type: 'effects', params: [{ type: 'read_substitutes' }] } },
    SUBSTITUTES_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'set_substitutes', choice: event.choice }],
      },
    },
    SUBSTITUTES_READ: {
      actions: {
        type: 'effects',
        params: ({ event }) => [showSubstitutes(event.choice, event.isNew)],
      },
    },
  },
});

export const besideOrdering = beside.on;
