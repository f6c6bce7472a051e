import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import { linkCatalogue } from '../../src/domain/numbers/numbers.js';
import type { Player } from './player.js';

const CATALOGUE = '194836987003835';

/** The provider's catalogue in transcripts. */
export const GOODS_CHANGES: Readonly<
  Record<string, (player: Player, words: string[]) => Promise<void>>
> = {
  /** ! catalogue SKU SKU: an operator links the number to one that has these; none: to any. */
  catalogue: async ({ service }, skus) => {
    const { universe, database, place } = service;
    const cause: Cause = {
      universe,
      actor: { kind: 'operator', id: null },
      channel: 'api',
      correlationId: universe.newId(),
    };
    const { townId, channelAccountId } = place;
    const linked = await inTown(database, townId, (tx) =>
      linkCatalogue(tx, cause, channelAccountId, CATALOGUE, 'linked at Meta'),
    );
    if (!linked.ok) throw new Error(linked.refusal);
    if (skus.length > 0) service.double.catalogues.set(CATALOGUE, skus);
  },
  /** ! about NP-WW-CHK 5 ctn: the speaker replies to that product. */
  about: async ({ service, phone }, [sku = '', ...words]) => {
    const referred_product = { catalog_id: CATALOGUE, product_retailer_id: sku };
    const context = { from: '1', id: 'wamid.x', referred_product };
    const message = { type: 'text', text: { body: words.join(' ') }, context };
    await service.say(phone, { message });
  },
};
