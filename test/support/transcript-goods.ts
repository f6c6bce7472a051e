import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import { linkCatalogue, linkForm } from '../../src/domain/numbers/numbers.js';
import type { Player } from './player.js';

const CATALOGUE = '194836987003835';

/** The provider's catalogue in transcripts. */
export const GOODS_CHANGES: Readonly<
  Record<string, (player: Player, words: string[]) => Promise<void>>
> = {
  /** ! catalogue SKU SKU: an operator links the number to one that has these; none: to any. */
  catalogue: async ({ service }, skus) => {
    const { database, place } = service;
    const { townId, channelAccountId } = place;
    const linked = await inTown(database, townId, (tx) =>
      linkCatalogue(tx, causeIn(service), channelAccountId, CATALOGUE, 'linked at Meta'),
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
  /** ! form: an operator links the number to a form for newcomers. */
  form: async ({ service }) => {
    const { townId, channelAccountId } = service.place;
    const linked = await inTown(service.database, townId, (tx) =>
      linkForm(tx, causeIn(service), channelAccountId, '1122334455', 'published at Meta'),
    );
    if (!linked.ok) throw new Error(linked.refusal);
  },
  /** ! fills last | first | none {"shop": ...}: the speaker sends in a form they were shown. */
  fills: async ({ service, phone }, [which = '', ...words]) => {
    const tokens = service.double.log
      .after(0, 10_000)
      .filter(({ to }) => to === phone)
      .flatMap(({ payload }) => tokenOf(payload) ?? []);
    const token = which === 'first' ? tokens[0] : which === 'last' ? tokens.at(-1) : undefined;
    const fields = JSON.parse(words.join(' ')) as object;
    const response_json = JSON.stringify({ ...fields, ...(token && { flow_token: token }) });
    const nfm_reply = { name: 'flow', body: 'Sent', response_json };
    const interactive = { type: 'nfm_reply', nfm_reply };
    await service.say(phone, { message: { type: 'interactive', interactive } });
  },
};

function causeIn({ universe }: Player['service']): Cause {
  const actor = { kind: 'operator', id: null } as const;
  return { universe, actor, channel: 'api', correlationId: universe.newId() };
}

/** The token of a form in a message. */
function tokenOf(payload: Readonly<Record<string, unknown>>): string | undefined {
  const { interactive } = payload as {
    readonly interactive?: {
      readonly action: { readonly parameters?: { readonly flow_token?: string } };
    };
  };
  return interactive?.action.parameters?.flow_token;
}
