import { sql } from 'kysely';
import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { demoPhone } from '../../src/demo-town.js';
import { loadCatalogue } from '../../src/domain/catalogue/catalogue.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { assignDriver } from '../../src/usecases/allocate-delivery.js';
import { assignOrderTo } from '../../src/usecases/assign-order.js';
import type { Stage } from '../support/stage.js';

/** Somebody on a path of their own; retailer, vendor and driver of one number go together. */
export interface Walker {
  readonly service: Stage;
  readonly i: number;
  readonly phone: string;
}

/** One thing that a person does, or that is done for them. */
export type Act = (walker: Walker) => Promise<void>;

/** The phone of somebody whom nobody knows. */
export function strangerPhone(i: number): string {
  return `+97798310${String(i).padStart(5, '0')}`;
}

/** They write. */
export function types(text: string): Act {
  return ({ service, phone }) => service.say(phone, { text });
}

/** They send what is no text. */
export function sends(message: Readonly<Record<string, unknown>>): Act {
  return ({ service, phone }) => service.say(phone, { message: { ...message } });
}

function messagesTo({ service, phone }: Walker): readonly object[] {
  return service.double.log.after(0, 1_000_000).filter(({ to }) => to === phone);
}

/** Ids of what can be tapped in a message, in its order, wherever the wire format has them. */
function tapsIn(value: unknown): readonly { id: string; title: string }[] {
  if (Array.isArray(value)) return value.flatMap(tapsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { id, title } = value as { id?: unknown; title?: unknown };
  if (typeof id === 'string' && typeof title === 'string') return [{ id, title }];
  return Object.values(value).flatMap(tapsIn);
}

/** They tap the n-th thing of the last message that has so many; without one they write "ok". */
export function taps(n: number): Act {
  return async (walker) => {
    const { service, phone } = walker;
    const tap = messagesTo(walker)
      .map(tapsIn)
      .findLast((list) => list.length >= n)?.[n - 1];
    await service.say(phone, tap ? { choice: tap } : { text: 'ok' });
  };
}

/** Deliveries wait for the office to give them to somebody, and are asked of nobody. */
export async function allocateByHand({ database, place }: Stage): Promise<void> {
  await inTown(database, place.townId, (tx) =>
    sql`update towns set settings = settings || '{"delivery_allocation": "manual"}',
      catalogue_version = catalogue_version + 1 where id = ${tx.townId}`.execute(tx),
  );
}

/** Whether anything was ever said to them. */
export function spoke(walker: Walker): boolean {
  return messagesTo(walker).length > 0;
}

function by({ universe }: Stage): Cause {
  return {
    universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: universe.newId(),
  };
}

/** An operator works on the latest order of the walker's retailer. */
function operates(
  work: (tx: Tx, walker: Walker, orderId: string) => Promise<{ ok: boolean }>,
): Act {
  return async (walker) => {
    const { service, i } = walker;
    const { database, place } = service;
    await inTown(database, place.townId, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id from orders where retailer_id = ${place.id('retailer', i)}
        order by number desc limit 1`.execute(tx);
      const done = await work(tx, walker, rows[0]?.id ?? '');
      if (!done.ok) throw new Error(`refused: ${JSON.stringify(done)}`);
    });
  };
}

const as =
  (kind: 'retailer' | 'vendor') =>
  (act: Act): Act =>
  (walker) =>
    act({ ...walker, phone: demoPhone(kind, walker.i) });

export const acts = {
  /** The same by the retailer, or the vendor, of the walker's number. */
  retailer: as('retailer'),
  vendor: as('vendor'),
  /** What was typed so many hours ago arrives now. */
  typedAgo:
    (hours: number, text: string): Act =>
    ({ service, phone }) =>
      service.say(phone, { text }, { typedAtMs: service.universe.nowMs() - hours * 3_600_000 }),
  /** The order goes to the vendor of that number, unless it is there already. */
  assign: operates(async (tx, { service, i }, orderId) => {
    const [catalogue, { settings, timeZone }] = [await loadCatalogue(tx), await readTown(tx)];
    const choice = { orderId, vendorId: service.place.id('vendor', i), reason: 'by phone' };
    const terms = { catalogue, settings, timeZone };
    const assigned = await assignOrderTo(tx, by(service), terms, choice);
    return assigned.ok || assigned.refusal === 'not_now' ? { ok: true } : assigned;
  }),
  /** Its delivery goes to the driver of that number. */
  give: operates(async (tx, { service, i }, orderId) => {
    const [catalogue, { settings, timeZone }] = [await loadCatalogue(tx), await readTown(tx)];
    const { rows } = await sql<{ id: string }>`
      select id from deliveries where order_id = ${orderId}`.execute(tx);
    const driverId = service.place.id('driver', i);
    const wanted = { deliveryId: rows[0]?.id ?? '', driverId, reason: 'by phone' };
    return assignDriver(tx, by(service), { catalogue, settings, timeZone }, wanted);
  }),
} as const;
