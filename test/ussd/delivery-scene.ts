import { sql } from 'kysely';
import type { Cause } from '../../src/base/cause.js';
import type { ReplyLanguage } from '../../src/conversation/replies/languages.js';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { loadCatalogue } from '../../src/domain/catalogue/catalogue.js';
import { answerOffer } from '../../src/usecases/answer-offer.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { packOrder } from '../../src/usecases/pack-order.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';
import { doAll } from './pressing.js';
import type { Does } from './pressing.js';
import { orderGoods } from './work-scene.js';

/** What a driver's keypad is to show: something has to be ready to be brought. */

/** How far a delivery has come; picking its row leads each but the last to the next. */
export const JOB_STATES = ['OFFERED', 'ASSIGNED', 'PICKED_UP', 'ON_THE_WAY'] as const;
export type JobState = (typeof JOB_STATES)[number];

const NEXT: Readonly<Record<string, Does>> = {
  OFFERED: { row: 'ussd.row.take' },
  ASSIGNED: { row: 'ussd.row.picked_up' },
  PICKED_UP: { row: 'ussd.row.set_out' },
};

function causeOf(stage: Stage, kind: 'operator' | 'vendor'): Cause {
  const { universe, place } = stage;
  const id = kind === 'vendor' ? place.id('vendor', 1) : null;
  return { universe, actor: { kind, id }, channel: 'api', correlationId: universe.newId() };
}

interface Underway {
  readonly orderId: string;
  readonly state: string;
}

async function underway(stage: Stage): Promise<Underway | undefined> {
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<Underway>`select order_id as "orderId", state from deliveries
      where state not in ('DELIVERED', 'PART_DELIVERED', 'CANCELLED') order by id limit 1`.execute(
      tx,
    ),
  );
  return rows[0];
}

/** Ordered, accepted and packed: the driver is asked. */
async function packGoods(stage: Stage, buyers: number): Promise<void> {
  await orderGoods(stage, buyers, 1);
  await inTown(stage.database, stage.place.townId, async (tx) => {
    const vendorId = stage.place.id('vendor', 1);
    const { rows } = await sql<{ id: string; orderId: string }>`
      select id, order_id as "orderId" from vendor_offers where state = 'OFFERED'
      order by id desc limit 1`.execute(tx);
    const { id: offerId = '', orderId = '' } = rows[0] ?? {};
    const answer = { vendorId, offerId, number: null, answer: 'accept', reason: '' } as const;
    const taken = await answerOffer(tx, causeOf(stage, 'vendor'), answer);
    if (!taken.ok) throw new Error(taken.refusal);
    const catalogue = await loadCatalogue(tx);
    const wanted = { order: { id: orderId }, vendorId, picks: [], reason: '' };
    const packed = await packOrder(tx, causeOf(stage, 'vendor'), catalogue, wanted);
    if (!packed.ok) throw new Error(packed.refusal);
  });
  await stage.settle();
}

/** What the shop tells at the door of the delivery that is under way. */
export async function doorCode(stage: Stage): Promise<string> {
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<{ code: string }>`select code from deliveries
      where state not in ('DELIVERED', 'PART_DELIVERED', 'CANCELLED') order by id limit 1`.execute(
      tx,
    ),
  );
  return rows[0]?.code ?? '';
}

/** Brings about one delivery of driver 1 in this state, and no other that is under way. */
export async function prepareJob(
  stage: Stage,
  buyers: number,
  wanted: JobState,
  language: ReplyLanguage,
): Promise<void> {
  for (let tries = 0; tries < 12; tries += 1) {
    const job = await underway(stage);
    const at = JOB_STATES.findIndex((state) => state === job?.state);
    if (job?.state === wanted) return;
    stage.universe.advance(60_000);
    if (job === undefined) {
      await packGoods(stage, buyers);
    } else if (at < 0 || at > JOB_STATES.indexOf(wanted)) {
      await inTown(stage.database, stage.place.townId, (tx) =>
        cancelOrder(tx, causeOf(stage, 'operator'), { orderId: job.orderId, reason: 'a test' }),
      );
    } else {
      const phone = pickUp(stage, demoPhone('driver', 1));
      const screen = await phone.dial('1*1');
      await doAll(phone, screen, language, [NEXT[job.state] ?? { types: '0' }]);
      await stage.settle();
    }
  }
  throw new Error(`no delivery came to be ${wanted}`);
}
