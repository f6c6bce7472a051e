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
