import type { Cause } from '../../src/base/cause.js';
import type { Outcome } from '../../src/base/outcome.js';
import { inTown } from '../../src/db/transaction.js';
import { listCampaigns } from '../../src/domain/campaigns/campaigns.js';
import { readTemplates } from '../../src/domain/templates/templates.js';
import { metaJson } from '../../src/embedded/meta-webhook.js';
import { planCampaign, startCampaign, stopCampaign } from '../../src/usecases/plan-campaign.js';
import type { Player } from './player.js';

type Change = (player: Player, words: string[]) => void | Promise<void>;

/** An operator who plans and starts, or stops, campaigns. */
function operator({ service }: Player): Cause {
  const { universe } = service;
  const actor = { kind: 'operator', id: null } as const;
  return { universe, actor, channel: 'api', correlationId: universe.newId() };
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** Starts one that says the same words in every language, to all who want offers. */
async function begin(player: Player, perMinute: number, words: string): Promise<void> {
  const { service } = player;
  await inTown(service.database, service.place.townId, async (tx) => {
    const templates = (await readTemplates(tx, [tx.townId])).filter(
      ({ meaning }) => meaning === 'campaign',
    );
    const wanted = {
      name: words,
      segment: {},
      perMinute,
      startsAt: null,
      endsAt: null,
      messages: templates.map(({ id }) => ({ templateId: id, words })),
      reason: 'a story',
    };
    const id = must(await planCampaign(tx, operator(player), wanted));
    must(await startCampaign(tx, operator(player), id, { startsAt: null, reason: 'a story' }));
  });
}

/** Offers that we send unasked, and what the provider says of who wants them. */
export const CAMPAIGN_CHANGES: Readonly<Record<string, Change>> = {
  /** ! campaign 60 Sugar is cheap: told to that many a minute. */
  campaign: (player, [perMinute = '', ...words]) =>
    begin(player, Number(perMinute), words.join(' ')),
  /** ! halts campaign: an operator stops the one that goes on. */
  halts: ({ service, ...player }) =>
    inTown(service.database, service.place.townId, async (tx) => {
      const [last] = await listCampaigns(tx, { beforeId: null, rows: 1 });
      must(await stopCampaign(tx, operator({ ...player, service }), last?.id ?? '', 'a story'));
    }),
  /** ! switches stop | resume: the speaker uses WhatsApp's own switch for advertising. */
  switches: async ({ service, phone }, [value = '']) => {
    const preference = {
      wa_id: phone.slice(1),
      category: 'marketing_messages',
      value,
      timestamp: Math.floor(service.universe.nowMs() / 1000),
    };
    const change = {
      field: 'user_preferences',
      value: {
        messaging_product: 'whatsapp',
        metadata: { phone_number_id: service.place.phoneNumberId },
        user_preferences: [preference],
      },
    };
    const entry = [{ id: '9', changes: [change] }];
    await service.deliver(metaJson({ object: 'whatsapp_business_account', entry }));
  },
};
