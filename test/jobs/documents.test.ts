import { printSheet } from '../../src/gateways/paper/print-sheet.js';
import type { OutboundContent } from '../../src/base/outbound.js';
import { openSending } from '../support/sending.js';
import type { Correspondent, Sending } from '../support/sending.js';

let sending: Sending;
let person: Correspondent;

beforeAll(async () => {
  sending = await openSending({}, 5_000, { print: printSheet });
  const place = await sending.town('documents', '450000000000001');
  person = await sending.somebody(place, '+9779790000091');
});
afterAll(() => sending.close());

const content: OutboundContent = {
  kind: 'document',
  body: 'Statement of Sita Kirana',
  fileName: 'हिसाब Sita.pdf',
  sheet: {
    title: 'Statement',
    lines: [],
    columns: [{ title: 'Owed', isFigure: true }],
    rows: [['Rs 5']],
    sums: [],
  },
};

const ask = (): Promise<string> => sending.say(person, '', { content });

test('a file is handed over, then sent by its id', async () => {
  const id = await ask();
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 1 });
  const [[mediaId, medium] = []] = sending.double.media.uploaded;
  expect(medium?.mimeType).toBe('application/pdf');
  expect(medium?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(sending.all().at(-1)?.payload).toMatchObject({
    to: person.phone,
    type: 'document',
    document: { id: mediaId, filename: 'हिसाब Sita.pdf', caption: 'Statement of Sita Kirana' },
    biz_opaque_callback_data: id,
  });
});

test.each([
  ['an error of the platform', { code: 131016, details: 'Service unavailable' }],
  ['no answer: nobody was sent anything yet', 'reset'],
] as const)('it is handed over again after %s', async (_, fault) => {
  const sent = sending.all().length;
  sending.double.media.addUploadFault(fault);
  const id = await ask();
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'QUEUED', tries: 1 });
  expect(sending.all()).toHaveLength(sent);
  await sending.pass(30_000, 5_000);
  expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 2 });
  expect(sending.all()).toHaveLength(sent + 1);
});

test('a file that Meta refuses is the end of it, and somebody is told', async () => {
  sending.double.media.addUploadFault({ code: 100, details: 'Invalid parameter' });
  const id = await ask();
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'FAILED', failure: 'bad_request' });
  const { rows } = await sending.admin.query('select subject from alerts where town_id = $1', [
    person.place.townId,
  ]);
  expect(rows).toEqual([{ subject: 'bad_request 100' }]);
});
