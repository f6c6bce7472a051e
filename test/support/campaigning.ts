import type { Segment } from '../../src/domain/audience/segment.js';
import { registerTemplate } from '../../src/domain/templates/templates.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { chooseCampaigns } from '../../src/usecases/choose-campaigns.js';
import { planCampaign, startCampaign } from '../../src/usecases/plan-campaign.js';
import { runCampaign } from '../../src/usecases/run-campaign.js';
import { must } from './trade.js';
import type { TestTown } from './town.js';

/** Shops that want offers and campaigns for them, in a town of a test's own. */
export interface Campaigning {
  /** A shop that was heard on WhatsApp a while ago, and wants offers unless said otherwise. */
  shop(over?: { wants?: boolean; language?: string; heard?: boolean }): Promise<string>;
  wants(retailerId: string, on: boolean): Promise<void>;
  /** One that is planned and started; two languages, the first English. */
  begin(over?: Partial<Plan>): Promise<string>;
  /** A step of it now, in a transaction of its own: what it was, or the refusal. */
  step(campaignId: string): Promise<string>;
  /** Steps until it is done, going forward in time to whenever the next is due. */
  finish(campaignId: string): Promise<readonly string[]>;
  /** When its next step is due. */
  dueAt(campaignId: string): Promise<Date | undefined>;
  /** What became of each of its people, as often as it is written down. */
  outcomes(campaignId: string): Promise<Readonly<Record<string, number>>>;
  /** Whom it told, as often as they have it in their conversation. */
  told(campaignId: string): Promise<readonly string[]>;
}

interface Plan {
  readonly segment: Segment;
  readonly perMinute: number;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

const HEARD_MS = 3_600_000;
const TEMPLATE = {
  meaning: 'campaign',
  name: 'offer',
  category: 'MARKETING',
  status: 'APPROVED',
  quality: 'UNKNOWN',
  body: 'From {{1}}: {{2}} Bye.',
  parameters: ['town', 'words'],
  buttons: [],
  fallbackId: null,
  fallbackChannel: 'none',
} as const;

/** Everything that can be done about campaigns in one town. */
export function campaigningIn(town: TestTown): Campaigning {
  const operator = (): ReturnType<TestTown['cause']> => town.cause('operator');
  const wants: Campaigning['wants'] = async (retailerId, on) => {
    const { rows } = await town.admin(
      'select conversation_id as id from sessions where town_id = $1 and party_id = $2',
      [town.id, retailerId],
    );
    const conversationId = (rows as { id: string }[])[0]?.id ?? retailerId;
    const said = { retailerId, conversationId, on };
    await town.run((tx) => chooseCampaigns(tx, town.cause('retailer', retailerId), said));
  };
  const step: Campaigning['step'] = (campaignId) =>
    town.run(async (tx) => {
      const done = await runCampaign(tx, town.cause('machine'), await readTown(tx), campaignId);
      return done.ok ? done.value.was : done.refusal;
    });
  const dueAt: Campaigning['dueAt'] = async (campaignId) => {
    const { rows } = await town.admin(
      `select due_at from due_work where town_id = $1 and topic = 'campaign' and subject_id = $2`,
      [town.id, campaignId],
    );
    return (rows as { due_at: Date }[])[0]?.due_at;
  };
  return {
    wants,
    step,
    dueAt,
    shop: async ({ wants: on = true, language = 'en', heard = true } = {}) => {
      const id = await town.addRetailer({ conversation: heard });
      await town.admin(
        `update sessions set last_typed_at = $3, language = $4
         where town_id = $1 and party_id = $2`,
        [town.id, id, new Date(town.universe.nowMs() - HEARD_MS), language],
      );
      if (on) await wants(id, true);
      town.universe.advance(1);
      return id;
    },
    begin: async (over = {}) => {
      const id = await town.run(async (tx) => {
        const messages = [];
        for (const language of ['en', 'ne']) {
          const template = { ...TEMPLATE, language, writtenIn: language };
          const kept = must(await registerTemplate(tx, operator(), template, 'test'));
          messages.push({ templateId: kept.id, words: `offers in ${language}` });
        }
        const plan = { segment: {}, perMinute: 60, startsAt: null, endsAt: null, ...over };
        return must(
          await planCampaign(tx, operator(), { name: 'test', messages, reason: 'test', ...plan }),
        );
      });
      const start = { startsAt: null, reason: 'test' };
      must(await town.run((tx) => startCampaign(tx, operator(), id, start)));
      return id;
    },
    finish: async (campaignId) => {
      const taken: string[] = [];
      for (;;) {
        const at = await dueAt(campaignId);
        if (at === undefined) return taken;
        const waitMs = at.getTime() - town.universe.nowMs();
        if (waitMs > 0) town.universe.advance(waitMs);
        taken.push(await step(campaignId));
        if (taken.length > 50) throw new Error(`it does not end: ${taken.join(' ')}`);
      }
    },
    outcomes: async (campaignId) => {
      const { rows } = await town.admin(
        `select outcome, count(*)::int as n from campaign_outcomes
         where town_id = $1 and campaign_id = $2 group by outcome`,
        [town.id, campaignId],
      );
      const counted = rows as { outcome: string; n: number }[];
      return Object.fromEntries(counted.map(({ outcome, n }) => [outcome, n]));
    },
    told: async (campaignId) => {
      const { rows } = await town.admin(
        `select s.party_id as id from inbox i
         join sessions s on s.town_id = i.town_id and s.conversation_id = i.conversation_id
         where i.town_id = $1 and i.source = 'tell' and i.content ->> 'campaignId' = $2
         order by s.party_id`,
        [town.id, campaignId],
      );
      return (rows as { id: string }[]).map(({ id }) => id);
    },
  };
}
