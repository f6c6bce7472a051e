import type { Asks } from '../language/asks.js';
import type { SpokenSchedule } from '../language/schedules.js';
import type { Intent, Reading } from '../language/reading.js';
import type { PersonEvent } from './vocabulary.js';

/** What a retailer asks beside goods, put together with how the rest of the words was read. */

/** Words that a wish may stand beside and that then want nothing more: the wish is what counts. */
const BESIDE_WISH: ReadonlySet<Intent> = new Set([
  'other',
  'unknown',
  'confirm',
  'vendor_accept',
  'vendor_delay',
  'status',
  'delivered',
  'person',
  'greet',
  'basket',
]);

const WHOLE_ASKS: Readonly<Record<NonNullable<Asks['whole']>, PersonEvent>> = {
  history: { type: 'HISTORY_ASKED', before: null },
  settings: { type: 'SETTINGS_ASKED' },
  goods: { type: 'GOODS_ASKED', shelf: null, skip: 0 },
  statement: { type: 'STATEMENT_ASKED' },
  substitutes: { type: 'SUBSTITUTES_ASKED' },
  news: { type: 'NEWS_ASKED' },
  news_sms: { type: 'NEWS_CHOSEN', by: 'sms' },
  news_whatsapp: { type: 'NEWS_CHOSEN', by: 'whatsapp' },
  remind_off: { type: 'REMINDERS_CHOSEN', on: false },
  remind_on: { type: 'REMINDERS_CHOSEN', on: true },
  campaigns_off: { type: 'CAMPAIGNS_CHOSEN', on: false },
  campaigns_on: { type: 'CAMPAIGNS_CHOSEN', on: true },
};

/** What the whole message is; null where it is read as any other. */
export function wholeAsk(asked: Asks): PersonEvent | null {
  if (asked.standingAsk) return { type: 'STANDING_ASKED', ...asked.standingAsk };
  return asked.whole === null ? null : WHOLE_ASKS[asked.whole];
}

/** Goods on certain days. Words that take something out of a basket name none. */
function standingWished(event: PersonEvent, schedule: SpokenSchedule): PersonEvent {
  const read = event.type === 'ORDER_READ' ? event : { edits: [], questions: [] };
  const edits = read.edits.filter(({ op }) => op !== 'remove');
  return { type: 'STANDING_WISHED', schedule, edits, questions: read.questions };
}

/**
 * Puts a wish, "last week" and the number of an order that is to be repeated with what was read.
 * A question is no wish ("can I get it after 4pm?"), and words that want something else keep what
 * they want.
 */
export function withAsks(event: PersonEvent, reading: Reading, asked: Asks): PersonEvent {
  if (asked.standing) return standingWished(event, asked.standing.schedule);
  const { wish } = asked;
  switch (event.type) {
    case 'REPEAT_ASKED': {
      const [number] = reading.orderRefs;
      const of = number === undefined ? (asked.lastWeek ? 'last_week' : null) : { number };
      return { ...event, ...(of && { of }), ...(wish && { wish }) };
    }
    case 'ORDER_READ':
      return wish ? { ...event, wish } : event;
    default:
      if (wish && asked.questioned && event.type === 'CHATTED') {
        return { type: 'NOT_UNDERSTOOD', said: wish.time ?? wish.note ?? '' };
      }
      if (!wish || asked.questioned || reading.asks || !BESIDE_WISH.has(reading.intent))
        return event;
      return { type: 'WISH_READ', wish };
  }
}
