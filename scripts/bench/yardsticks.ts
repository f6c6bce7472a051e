import pg from 'pg';
import { Pool } from 'undici';
import type { BenchDatabase } from './database.js';
import { startServer } from './node-process.js';
import { preciseNowMs } from './precise-clock.js';

/**
 * How fast this machine is just now, told by two things that no code of ours is in, as the design
 * measured them where its goals were set. Machines differ by more than our work does, and one
 * machine differs from hour to hour: a rate says something only beside these.
 */
export interface Yardsticks {
  /** Rows that are committed one by one over ten connections, a second. */
  readonly commitsPerSecond: number;
  /** POSTs with an HMAC that node:http answers, fifty under way, a second. */
  readonly requestsPerSecond: number;
}

/** The design's machine, two cores (stack.md: embedded Postgres; limits on this machine). */
export const DESIGN: Yardsticks = { commitsPerSecond: 20_000, requestsPerSecond: 46_000 };

const COMMITTING = 10;
const UNDER_WAY = 50;
const BODY = 'x'.repeat(600);
const SECONDS = 4;
/** What a process does before its code is compiled is not counted. */
const WARMUP_SECONDS = 2;

/** Measures both, one after the other; leaves nothing behind. */
export async function readYardsticks(database: BenchDatabase): Promise<Yardsticks> {
  return {
    commitsPerSecond: await commitsPerSecond(database),
    requestsPerSecond: await requestsPerSecond(),
  };
}

/** Lets `width` loops do it again and again; how often a second it was done. */
async function rateOf(width: number, doOnce: (loop: number) => Promise<unknown>): Promise<number> {
  const fromMs = preciseNowMs() + WARMUP_SECONDS * 1000;
  const untilMs = fromMs + SECONDS * 1000;
  let done = 0;
  const loops = Array.from({ length: width }, async (_, loop) => {
    for (let nowMs = preciseNowMs(); nowMs < untilMs; nowMs = preciseNowMs()) {
      await doOnce(loop);
      if (nowMs >= fromMs) done += 1;
    }
  });
  await Promise.all(loops);
  return done / SECONDS;
}

async function commitsPerSecond({ admin, adminUrl }: BenchDatabase): Promise<number> {
  await admin.query('create table yardstick (id bigserial primary key, word text)');
  const clients = Array.from(
    { length: COMMITTING },
    () => new pg.Client({ connectionString: adminUrl }),
  );
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const text = 'insert into yardstick (word) values ($1)';
    return await rateOf(COMMITTING, async (loop) =>
      clients[loop]?.query({ name: 'row', text, values: ['hello'] }),
    );
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await admin.query('drop table yardstick');
  }
}

async function requestsPerSecond(): Promise<number> {
  const server = await startServer('yardstick-server');
  const pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: UNDER_WAY });
  try {
    return await rateOf(UNDER_WAY, async () => {
      const answer = await pool.request({ path: '/', method: 'POST', body: BODY });
      await answer.body.text();
    });
  } finally {
    await pool.close();
    await server.end('SIGKILL');
  }
}
