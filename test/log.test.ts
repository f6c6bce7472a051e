import { Writable } from 'node:stream';
import { withFields } from '../src/base/log.js';
import { frozenUniverse } from '../src/base/universe.js';
import { createLog } from '../src/log.js';
import type { LogOptions } from '../src/log.js';

const universe = frozenUniverse(Date.UTC(2026, 2, 2, 8));

function open(level: LogOptions['level']) {
  const lines: unknown[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(
        ...chunk
          .toString()
          .trimEnd()
          .split('\n')
          .map((line): unknown => JSON.parse(line)),
      );
      done();
    },
  });
  const fields = { role: 'worker' };
  return { lines, log: createLog({ level, universe, secrets: ['s3cret-value'], fields, stream }) };
}

test('a line is JSON with clock, level, message and fields', () => {
  const { lines, log } = open('info');
  log.info('order placed', { correlationId: 'c-1', number: 1042, total: 125_000n });
  expect(lines).toEqual([
    {
      at: '2026-03-02T08:00:00.000Z',
      level: 'info',
      message: 'order placed',
      role: 'worker',
      correlationId: 'c-1',
      number: 1042,
      total: '125000',
    },
  ]);
});

test('message and fields are masked', () => {
  const { lines, log } = open('info');
  log.error('no answer for +9779800000001', { error: new Error('with s3cret-value') });
  expect(lines).toMatchObject([
    { message: 'no answer for +977***01', error: { message: 'with ***' } },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/s3cret-value|9800000001/);
});

test('what is less urgent than the level is not written', () => {
  const { lines, log } = open('warn');
  log.debug('d');
  log.info('i');
  log.warn('w');
  log.error('e');
  expect(lines).toMatchObject([{ message: 'w' }, { message: 'e' }]);
});

test('fields of the call cannot pose as the line itself', () => {
  const { lines, log } = open('info');
  log.info('true', { level: 'error', message: 'false', at: 'never' });
  expect(lines).toMatchObject([{ level: 'info', message: 'true', at: '2026-03-02T08:00:00.000Z' }]);
});

test('a field that throws when it is read costs the field, not the work', () => {
  const { lines, log } = open('info');
  const trap = Object.defineProperty({}, 'x', {
    enumerable: true,
    get: () => {
      throw new Error('trap for +9779800000001');
    },
  });
  log.info('goes on', { trap });
  expect(lines).toMatchObject([{ message: 'goes on', unshown: 'Error: trap for +977***01' }]);
});

test('fields laid under a log reach every line of it', () => {
  const { lines, log } = open('debug');
  const inner = withFields(log, { correlationId: 'c-2', lane: 3 });
  inner.debug('a');
  inner.info('b', { lane: 4 });
  inner.warn('c');
  inner.error('d');
  expect(lines).toMatchObject([
    { level: 'debug', message: 'a', correlationId: 'c-2', lane: 3 },
    { level: 'info', message: 'b', correlationId: 'c-2', lane: 4 },
    { level: 'warn', message: 'c', correlationId: 'c-2', lane: 3 },
    { level: 'error', message: 'd', correlationId: 'c-2', lane: 3 },
  ]);
});
