import { addUser, call, logIn } from './api.js';
import { addTown, openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test('an admin changes settings, an operator reads them, and the history says who', async () => {
  const town = await addTown(bench, 'settings');
  const admin = await addUser(bench, 'ADMIN', [town]);
  const operator = await addUser(bench, 'OPERATOR', [town]);
  const asAdmin = await logIn(bench, admin.email);
  const asOperator = await logIn(bench, operator.email);
  const at = `/v1/towns/${town}/settings`;
  const body = { settings: { quiet_hours: { from: '21:00' } }, reason: 'late shops' };
  expect((await call(bench, asOperator, `POST ${at}`, body)).status).toBe(403);
  const changed = await call(bench, asAdmin, `POST ${at}`, body);
  expect(changed.body.settings).toMatchObject({ quiet_hours: { from: '21:00', until: '07:00' } });
  const read = await call(bench, asOperator, `GET ${at}`);
  expect(read.body).toEqual(changed.body);
  const slip = { settings: { quiet_hours: { from: 'late' } }, reason: 'slip' };
  const refused = await call(bench, asAdmin, `POST ${at}`, slip);
  expect(refused.body).toMatchObject({
    code: 'bad_settings',
    values: { field: 'quiet_hours.from' },
  });
  const { body: history } = await call(bench, asOperator, `GET ${at}/changes`);
  expect(history.data).toMatchObject([{ changed_by: admin.id, reason: 'late shops' }]);
});
