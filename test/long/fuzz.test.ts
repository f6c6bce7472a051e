import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openScene, retailer } from '../conversation/scene.js';
import type { Scene } from '../conversation/scene.js';

const file = path.join(import.meta.dirname, '../phrases/fuzz.txt');
const LINES = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('"'))
  .map((line) => JSON.parse(line) as string);

let scene: Scene;
beforeEach(async () => {
  scene = await openScene(LINES.length);
});
afterEach(() => scene.close());

interface Line {
  readonly quantity: string;
}

/** Everybody writes one line; nobody's conversation helps or hinders another's. */
test('absurd text orders nothing, breaks nothing and is answered politely', async () => {
  for (const [i, text] of LINES.entries()) await scene.say(retailer(i + 1), { text });
  await scene.settle();
  expect(scene.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(await scene.look('select 1 from orders where town_id = $1')).toEqual([]);
  expect(await scene.look('select 1 from inbox_quarantine where town_id = $1')).toEqual([]);
  expect(await scene.look('select 1 from inbox_queue where town_id = $1')).toEqual([]);
  const heard = LINES.map((text, i) => ({ text, replies: scene.heardBy(retailer(i + 1)) }));
  // One line, one answer: a long one may take several messages, but nobody is flooded.
  expect(heard.filter(({ replies }) => replies.length > 4)).toEqual([]);
  expect(heard.filter(({ replies }) => replies.some((reply) => reply.trim() === ''))).toEqual([]);
  expect(
    heard.filter(({ replies }) => /\b(NaN|undefined|null|Infinity)\b/.test(unquoted(replies))),
  ).toEqual([]);
  const baskets = await scene.look<{ lines: Line[] }>(
    `select lines from baskets where town_id = $1 and state = 'OPEN'`,
  );
  const odd = baskets
    .flatMap(({ lines }) => lines)
    .filter(({ quantity }) => !(Number(quantity) > 0 && Number(quantity) <= 1_000_000_000));
  expect(odd).toEqual([]);
}, 120_000);

/** Replies without the words they quote back, which may say anything. */
function unquoted(replies: readonly string[]): string {
  return replies.join('\n').replaceAll(/“[^”]*”/g, '');
}
