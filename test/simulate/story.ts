import { Unsound } from './checks.js';
import { PLACE } from './database.js';
import { deliver, listen, misbehave, note, speak, work } from './day.js';
import type { Day } from './day.js';
import { operate } from './operator.js';
import { CROWD } from './people.js';

/** After so many rounds of work without rest something goes round in circles. */
const ROUNDS_MAX = 200;

/** Deadlines may follow one another; none of a day is further away than this. */
const HEALING_MS = 3 * 86_400_000;

/** A day: people speak, things go wrong, the service works; then everything heals. */
export async function tellDay(day: Day, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    day.universe.advance(5_000 + day.dice.below(240_000));
    await happen(day);
    await deliver(day, day.mail.arriving());
    await serve(day);
    listen(day);
    await expectSafe(day);
  }
  await heal(day);
}

async function expectSafe(day: Day): Promise<void> {
  await day.inspector.safe();
  if (day.errors.length > 0) throw new Unsound(`errors were logged: ${day.errors.join('\n')}`);
}

/** One thing that people, providers or machines do. */
async function happen(day: Day): Promise<void> {
  const { dice } = day;
  const turn = dice.below(100);
  if (turn < 62) {
    speak(day);
  } else if (turn < 70) {
    // Two at a time, and neither waits for the other.
    speak(day);
    speak(day);
  } else if (turn < 77) {
    await work(day, 'doing what an operator asked for', async (process) => {
      note(day, await operate(process, dice));
    });
  } else if (turn < 83) {
    misbehave(day);
  } else if (turn < 91) {
    doom(day);
  } else if (turn < 94) {
    note(day, '! the queue is emptied');
    day.world.bells.clear();
  } else if (turn < 97) {
    await changeVersion(day);
  } else {
    day.universe.advance(600_000 + dice.below(7_200_000));
    note(day, '~ hours pass');
  }
}

function doom(day: Day): void {
  const moment = day.dice.pick(['before commit', 'after commit'] as const);
  day.dice.pick(day.processes).life.doom(day.dice.below(6), moment);
}

/** What a snapshot of the version before lacks. */
const ADDED: Readonly<Record<string, string>> = { 'retailer.whatsapp': '{context,consent}' };

/**
 * A conversation goes on with code of another version than it was saved by: of the one before, or
 * of one that nobody knows (a release that was taken back).
 */
async function changeVersion(day: Day): Promise<void> {
  const who = day.dice.pick(CROWD);
  note(day, `! ${who.name} goes on with another version of the flow`);
  const added = ADDED[who.role === 'retailer' ? 'retailer.whatsapp' : ''];
  if (added !== undefined && day.dice.chance(50)) {
    await day.admin.query(
      `update sessions set flow_version = flow_version - 1,
         snapshot = jsonb_set(snapshot, '{version}', to_jsonb(flow_version - 1)) #- $3::text[]
       where town_id = $1 and phone = $2 and flow_version > 1
         and snapshot ->> 'value' <> 'consenting'`,
      [PLACE.townId, who.phone, added],
    );
    return;
  }
  await day.admin.query(
    'update sessions set flow_version = 999 where town_id = $1 and phone = $2',
    [PLACE.townId, who.phone],
  );
}

/** The service works a little: on some of its doorbells, or on what a sweep finds. */
async function serve(day: Day): Promise<void> {
  const { dice, world } = day;
  if (dice.chance(10)) return;
  if (dice.chance(25)) await work(day, 'sweeping', (process) => process.sweep());
  for (let round = 0; round < 4 && world.bells.size > 0; round += 1) {
    const bells = [...world.bells].sort();
    for (const bell of bells) {
      if (dice.chance(15)) continue;
      world.bells.delete(bell);
      await work(day, `answering ${bell}`, (process) => process.answer(bell));
    }
  }
}

/**
 * Nothing goes wrong any more: what is on its way arrives, and the service works until nothing is
 * left that time would not bring. Then everything must be in order.
 */
async function heal(day: Day): Promise<void> {
  note(day, '~ everything heals');
  day.double.clearFaults();
  for (const { life } of day.processes) life.spare();
  await day.admin.query(
    `update channel_accounts set state = 'ACTIVE', paused_at = null where home_town_id = $1`,
    [PLACE.townId],
  );
  const end = day.universe.nowMs() + HEALING_MS;
  for (;;) {
    await rest(day);
    await expectSafe(day);
    const next = await nextDue(day);
    if (next === null || next.getTime() > end) break;
    day.universe.advance(Math.max(next.getTime() - day.universe.nowMs(), 1_000));
  }
  const [process] = day.processes;
  if (process !== undefined) await day.inspector.live(process);
}

async function rest(day: Day): Promise<void> {
  const { world } = day;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    await deliver(day, day.mail.rest());
    await work(day, 'sweeping', (process) => process.sweep());
    const bells = [...world.bells].sort();
    if (bells.length === 0) return;
    world.bells.clear();
    const before = await workLeft(day);
    for (const bell of bells) {
      await work(day, `answering ${bell}`, (process) => process.answer(bell));
    }
    listen(day);
    // What waits behind a message that is to be sent later is rung for in vain.
    if (day.mail.isEmpty && (await workLeft(day)) === before) return;
  }
  throw new Unsound('the service does not come to rest');
}

/** Everything that waits, as one text: a round that leaves it as it was did nothing. */
async function workLeft(day: Day): Promise<string> {
  const { rows } = await day.admin.query<{ left: string | null }>(
    `select string_agg(one, ',' order by one) as left from (
       select inbox_id || ' ' || due_at from inbox_queue
       union all select outbox_id || ' ' || due_at || state from outbox_queue
       union all select subject_id || ' ' || due_at from due_work) as w (one)`,
  );
  return rows[0]?.left ?? '';
}

/** When time alone brings the next piece of work; null when it brings none. */
async function nextDue(day: Day): Promise<Date | null> {
  const { rows } = await day.admin.query<{ at: Date | null }>(
    `select least((select min(due_at) from inbox_queue), (select min(due_at) from outbox_queue),
       (select min(due_at) from due_work)) as at`,
  );
  return rows[0]?.at ?? null;
}
