import type { Universe } from '../../src/base/universe.js';
import type { Log } from '../../src/base/log.js';
import type { Meter } from '../../src/base/meter.js';
import type { Channel } from '../../src/channels/channel.js';
import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import { openTownMemory } from '../../src/conversation/town-memory.js';
import type { HopParts } from '../../src/conversation/turn.js';
import { openDatabase } from '../../src/db/database.js';
import { inTown } from '../../src/db/transaction.js';
import { openOrderNumbers } from '../../src/domain/towns/order-numbers.js';
import { leaseOrderNumbers } from '../../src/domain/towns/towns.js';
import { openIntake } from '../../src/inbox/intake.js';
import { doDueWork } from '../../src/jobs/do-due-work.js';
import { dueHandlers } from '../../src/jobs/due-handlers.js';
import { handleInbound } from '../../src/jobs/handle-inbound.js';
import { openSender } from '../../src/jobs/sender.js';
import { sweep } from '../../src/jobs/sweep.js';
import { openLife } from './mortal.js';
import type { Life } from './mortal.js';

/** What all processes of a day share. */
export interface World {
  readonly universe: Universe;
  readonly log: Log;
  readonly channel: Channel;
  readonly databaseUrl: string;
  /** Doorbells that were rung and nobody answered yet; whoever empties it empties the queue. */
  readonly bells: Set<string>;
}

/** One process of the service, without its event loop: each piece of its work is a step. */
export interface Process {
  readonly life: Life;
  readonly parts: HopParts;
  /** Stores a webhook's body; resolves when it would have been answered. */
  take(body: string): Promise<void>;
  /** Answers one doorbell. */
  answer(bell: string): Promise<void>;
  /** Rings for whatever lost its doorbell. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

const unheard = (): undefined => undefined;
const meter: Meter = {
  turn: unheard,
  said: unheard,
  sent: unheard,
  webhook: unheard,
  arrived: unheard,
  request: unheard,
  worked: unheard,
};

/** Starts a process: pool and memory of its own, nothing kept from any before it. */
export function startProcess(world: World): Process {
  const { universe, log, channel, databaseUrl, bells } = world;
  const pool = openDatabase({
    url: databaseUrl,
    connectionsMax: 4,
    applicationName: 'simulate',
    onIdleError: () => undefined,
  });
  const life = openLife(pool);
  const { database } = life;
  const ring = (bell: string): void => {
    if (!life.dead) bells.add(bell);
  };
  const ringing = {
    inbound: (lane: number) => ring(`lane ${lane}`),
    relay: () => ring('relay'),
    due: () => ring('due'),
  };
  const memory = openTownMemory();
  const numbers = openOrderNumbers((townId, count) =>
    inTown(database, townId, (tx) => leaseOrderNumbers(tx, count)),
  );
  const parts: HopParts = { database, universe, log, meter, memory, numbers, bells: ringing };
  const intake = openIntake({ database, universe, log, ring: ringing.inbound });
  const sender = openSender({ ...parts, channel, ring: ringing.relay });
  const handlers = dueHandlers(memory, numbers);
  const going = (): boolean => true;
  const mortal = (work: Promise<void>): Promise<void> =>
    Promise.race([work, life.died.then((moment) => Promise.reject(new Error(moment)))]);
  return {
    life,
    parts,
    take: (body) => {
      const { elements, unusable } = parseWebhook(Buffer.from(body));
      const remains = unusable.map((one) => ({ reason: one.reason, body: one.raw }));
      return mortal(intake.take({ elements, remains, correlationId: universe.newId() }));
    },
    answer: (bell) => {
      const [topic, key] = bell.split(' ');
      if (topic === 'lane') return mortal(handleInbound(parts, Number(key), going));
      // One at a time: what is done side by side would not happen again with the same seed.
      if (topic === 'due') return mortal(doDueWork(parts, handlers, going, 1));
      return mortal(sender.send().then(() => sender.drain()));
    },
    sweep: () => mortal(sweep(database, universe, ringing)),
    close: async () => {
      if (!life.dead) await intake.close();
      await pool.close();
    },
  };
}
