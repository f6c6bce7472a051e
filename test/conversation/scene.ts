import pg from 'pg';
import { LIMITS } from '../../src/base/limits.js';
import type { HopParts } from '../../src/conversation/turn.js';
import { demoPhone } from '../../src/demo-town.js';
import { handleInbound } from '../../src/jobs/handle-inbound.js';
import { findBreaches } from '../support/consistency.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';

/** A service in a town and database of its own, and somebody who may look at everything. */
export interface Scene extends Stage {
  /** Looks and changes as the superuser, whom no policy binds; `$1` is the town. */
  look<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** What was sent to a phone, in the order it arrived. */
  heardBy(phone: string): string[];
  /** Works every lane once, as one worker does. */
  work(parts?: HopParts): Promise<void>;
  /** Breaches of what must hold between transactions. */
  breaches(): Promise<readonly unknown[]>;
}

export const retailer = (i: number): string => demoPhone('retailer', i);
export const vendor = (i: number): string => demoPhone('vendor', i);

const LANES = Array.from({ length: LIMITS.lanes }, (_, lane) => lane);

/** Opens one with so many retailers; close it in `afterEach`, or the server outlives the test. */
export async function openScene(retailers = 9): Promise<Scene> {
  const service = await openStage({
    slug: 'hops',
    phoneNumberId: '200000000000000',
    size: { retailers, vendors: 3, drivers: 0 },
    startMs: Date.parse('2026-03-02T08:00:00+05:45'),
  });
  const admin = new pg.Pool({ connectionString: service.testDatabase.adminUrl, max: 2 });
  return {
    ...service,
    look: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => {
      const { rows } = await admin.query<Row>(text, [service.place.townId, ...values]);
      return rows;
    },
    heardBy: (phone) =>
      service.double.log
        .after(0, 10_000)
        .filter(({ to }) => to === phone)
        .map(({ payload }) => bodyOf(payload)),
    work: async (parts = service.parts) => {
      for (const lane of LANES) await handleInbound(parts, lane, () => true);
    },
    breaches: () => findBreaches(admin, service.place.townId),
    close: async () => {
      await admin.end();
      await service.close();
    },
  };
}

interface Payload {
  readonly text?: { readonly body: string };
  readonly interactive?: { readonly body: { readonly text: string } };
}

function bodyOf(payload: Readonly<Record<string, unknown>>): string {
  const { text, interactive } = payload as Payload;
  return text?.body ?? interactive?.body.text ?? '';
}
