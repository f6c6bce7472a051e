import { sql } from 'kysely';
import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { decideIdentity } from '../../src/usecases/identity-changes.js';
import {
  closeTicket,
  sendInTicket,
  takeTicket,
  writeInTicket,
} from '../../src/usecases/support-tickets.js';
import type { Player } from './player.js';

type Change = (player: Player, words: string[]) => void | Promise<void>;

/** The id of a message that the speaker was sent, so many before the last. */
function sentTo({ service, phone }: Player, older: string): string {
  const sent = service.double.log.after(0, 10_000).filter(({ to }) => to === phone);
  const about = sent.at(-1 - Number(older));
  if (!about) throw new Error('nothing was sent that could be reacted to');
  return about.id;
}

function sends(player: Player, message: object): Promise<void> {
  return player.service.say(player.phone, { message: { ...message } });
}

const OPERATOR = '0190a000-0000-7000-8000-0000000000aa';

/** An operator does something with the ticket of the speaker's conversation. */
async function office(
  { service, phone }: Player,
  deed: (tx: Tx, cause: Cause, ticketId: string) => Promise<{ readonly ok: boolean }>,
): Promise<void> {
  const cause: Cause = {
    universe: service.universe,
    actor: { kind: 'operator', id: OPERATOR },
    channel: 'api',
    correlationId: service.universe.newId(),
  };
  const done = await inTown(service.database, service.place.townId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select t.id from support_tickets t join sessions s
        on s.town_id = t.town_id and s.conversation_id = t.conversation_id
      where t.state <> 'CLOSED' and coalesce(s.phone, s.bsuid) = ${phone}`.execute(tx);
    return deed(tx, cause, rows[0]?.id ?? OPERATOR);
  });
  if (!done.ok) throw new Error(`the office was refused: ${JSON.stringify(done)}`);
}

async function decides({ service }: Player, link: boolean): Promise<void> {
  const cause: Cause = {
    universe: service.universe,
    actor: { kind: 'operator', id: OPERATOR },
    channel: 'api',
    correlationId: service.universe.newId(),
  };
  const done = await inTown(service.database, service.place.townId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from identity_reviews where state = 'OPEN' order by id desc limit 1`.execute(tx);
    const reviewId = rows[0]?.id ?? OPERATOR;
    return decideIdentity(tx, cause, { reviewId, link, reason: 'asked them' });
  });
  if (!done.ok) throw new Error(`it was not decided: ${done.refusal}`);
}

/** What people do in a chat beside writing and tapping. */
export const INBOUND_CHANGES: Readonly<Record<string, Change>> = {
  /** ! carts NP-WW-CHK 5 500 / NO-SUCH 1 20 | words: a cart with its prices, and its note. */
  carts: async (player, words) => {
    const [items = '', note = ''] = words.join(' ').split(' | ');
    const product_items = items.split(' / ').map((item) => {
      const [product_retailer_id, quantity, item_price] = item.split(' ');
      const numbers = { quantity: Number(quantity), item_price: Number(item_price) };
      return { product_retailer_id, ...numbers, currency: 'NPR' };
    });
    await sends(player, { type: 'order', order: { catalog_id: '1', text: note, product_items } });
  },
  /** ! reacts 👍 1: with a sign, to the message one older than the last; none: taken back. */
  reacts: async (player, [emoji = '', older = '0']) => {
    const id = sentTo(player, older);
    const sign = emoji === 'nothing' ? {} : { emoji };
    await sends(player, { type: 'reaction', reaction: { message_id: id, ...sign } });
  },
  /** ! office takes | writes WORDS | shows WORDS | hands back: an operator and their ticket. */
  office: (player, [verb = '', ...words]) =>
    office(player, async (tx, cause, ticketId) => {
      const { settings } = await readTown(tx);
      switch (verb) {
        case 'takes':
          return takeTicket(tx, cause, settings, { ticketId, over: false });
        case 'writes':
          return writeInTicket(tx, cause, settings, { ticketId, words: words.join(' ') });
        case 'shows': {
          const storageKey = 'town/picture';
          await player.service.files.put(storageKey, Buffer.from([0xff, 0xd8, 0xff]), 'image/jpeg');
          const body = words.join(' ');
          const sort = { as: 'image', fileName: 'file', mimeType: 'image/jpeg' } as const;
          const givenId = cause.universe.newId();
          const file = { kind: 'file', body, storageKey, givenId, ...sort } as const;
          return sendInTicket(tx, cause, settings, { ticketId, file });
        }
        default:
          return closeTicket(tx, cause, { ticketId, note: 'done' });
      }
    }),
  /** ! renumbers +977...: the provider says that the speaker's number changed to that one. */
  renumbers: async (player, [to = '']) => {
    const system = { body: 'moved', type: 'user_changed_number', wa_id: to.slice(1) };
    await sends(player, { type: 'system', system });
  },
  /** ! inherits ID words: another account, of that id, writes from the speaker's number. */
  inherits: async (player, [id = '', ...words]) => {
    const text = { body: words.join(' ') };
    await sends(player, { type: 'text', text, from_user_id: id });
  },
  /** ! cards +977...: the speaker sends a contact card with that phone. */
  cards: async (player, [phone = '']) => {
    const contacts = [{ name: { formatted_name: 'Me' }, phones: [{ phone }] }];
    await sends(player, { type: 'contacts', contacts });
  },
  /** ! knows | doubts: an operator decides the open review. */
  knows: (player) => decides(player, true),
  doubts: (player) => decides(player, false),
  /** ! edits words...: an earlier message of theirs becomes these words. */
  edits: async (player, words) => {
    const message = { type: 'text', text: { body: words.join(' ') } };
    await sends(player, { type: 'edit', edit: { original_message_id: 'wamid.x', message } });
  },
  /** ! deletes: an earlier message of theirs. */
  deletes: async (player) => {
    await sends(player, { type: 'revoke', revoke: { original_message_id: 'wamid.x' } });
  },
};
