import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { startNode } from '../../scripts/bench/node-process.js';
import type { NodeProcess } from '../../scripts/bench/node-process.js';
import { compileService } from './compiled.js';

/**
 * What a newcomer does: start the service with nothing but Node, and talk to it from a second
 * terminal. Words may change; sums, numbers and who hears of it may not.
 */
let dataDir: string;
let service: NodeProcess;

beforeAll(async () => {
  await compileService();
  dataDir = await mkdtemp(path.join(tmpdir(), 'pasal-first-'));
  // Made with 0700; as root, the database server's account must get in.
  await chmod(dataDir, 0o711);
  service = startNode('service', ['dist/src/main.js'], { DATA_DIR: dataDir, PORT: '0' });
}, 120_000);

afterAll(async () => {
  await service.end('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** Types lines into a chat and gives everything it showed. */
async function chat(who: string, lines: readonly string[]): Promise<string> {
  const args = ['--import', 'tsx', 'scripts/chat.ts', '--as', who, '--wait', '60'];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: '/usr/bin:/bin', DATA_DIR: dataDir },
  });
  child.stdin.end(`${lines.join('\n')}\n`);
  return text(child.stdout);
}

test('a basket is filled and changed, the order placed, accepted and heard of', async () => {
  const shown = await chat('retailer 7', [
    'namaste dai, 2 bora jira masino, 5 ctn waiwai ra swastik tel 2 ctn pathaidinu',
    'chini 10 kg pani',
    'waiwai 3 matra',
    'tel hataunu',
    '*1',
    '/as vendor 1',
    '*1',
  ]);
  const sums = [...shown.matchAll(/\*[^*]*Rs ([\d,]+)\*/g)].map(([, sum]) => sum);
  expect(sums.slice(0, 4)).toEqual(['12,274', '13,254', '12,206', '7,452']);
  expect(shown).toMatch(/\* Confirm\n< .*1001.*Rs 7,452/);
  expect(shown).toMatch(/\(Karnali Traders got a message: \/as vendor 1 to see\)/);
  expect(shown).toMatch(/--- Karnali Traders .*\n< .*1001.*Kirana 7/);
  expect(shown).toMatch(/\* Accept\n(.*\n)*\(Kirana 7 got a message/);
}, 120_000);

test('a strange basket is a question, and a number answers it', async () => {
  const shown = await chat('retailer 8', ['2 bora chamal', '1']);
  expect(shown).toMatch(/> 2 bora chamal\n< .*\n(.*\n)* {2}\*2 /);
  expect(shown).toMatch(/> 1\n< .*\n(.*\n)*.*2 bora × Rs/);
}, 120_000);

test('a stranger is asked for shop, owner and town, and orders nothing', async () => {
  const shown = await chat('stranger', ['2 bora jira masino', '/who']);
  expect(shown).toMatch(/> 2 bora jira masino\n< /);
  expect(shown).not.toContain('Rs ');
}, 120_000);
