import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OutboundContent } from '../../src/base/outbound.js';
import type { FileStorage } from '../../src/gateways/storage/file-storage.js';
import { openStorage } from '../../src/gateways/storage/storage.js';
import { openSending } from '../support/sending.js';
import type { Correspondent, Sending } from '../support/sending.js';

/** Pictures and documents of ours, out of the storage to the provider and then by their id. */
let folder: string;
let files: FileStorage;
let away = false;
let sending: Sending;
let person: Correspondent;

const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pasal-sent-'));
  files = openStorage({ folder });
  await files.put('town/picture', PICTURE, 'image/jpeg');
  const get: FileStorage['get'] = (key) =>
    away ? Promise.reject(new Error('the disk is gone')) : files.get(key);
  sending = await openSending({}, 5_000, { files: { get } });
  const place = await sending.town('pictures', '450000000000002');
  person = await sending.somebody(place, '+9779790000092');
});
afterAll(async () => {
  await sending.close();
  await rm(folder, { recursive: true });
});

const picture = (body: string): OutboundContent => ({
  kind: 'file',
  as: 'image',
  body,
  fileName: 'file',
  mimeType: 'image/jpeg',
  storageKey: 'town/picture',
  givenId: 'x',
});

test('a picture goes between the words before and after it, with its caption', async () => {
  await sending.say(person, 'before');
  const id = await sending.say(person, '', { content: picture('The red one') });
  await sending.say(person, 'after');
  for (let turn = 0; turn < 3; turn += 1) await sending.send();
  const [[mediaId, medium] = []] = sending.double.media.uploaded;
  expect(medium).toEqual({ bytes: PICTURE, mimeType: 'image/jpeg' });
  expect(sending.all().map(({ payload }) => payload['type'])).toEqual(['text', 'image', 'text']);
  expect(sending.all()[1]?.payload).toMatchObject({
    image: { id: mediaId, caption: 'The red one' },
    biz_opaque_callback_data: id,
  });
});

test('without words it has no caption, and a document has its name', async () => {
  await sending.say(person, '', { content: picture('') });
  await sending.send();
  const image = sending.all().at(-1)?.payload['image'];
  expect(Object.keys(image as object)).toEqual(['id']);
  const pdf = { as: 'document', fileName: 'दर.pdf', mimeType: 'application/pdf' } as const;
  await sending.say(person, '', { content: { ...picture(''), ...pdf } as OutboundContent });
  await sending.send();
  expect(sending.all().at(-1)?.payload).toMatchObject({ document: { filename: 'दर.pdf' } });
});

test('while our storage is away it waits, alone, and then goes', async () => {
  away = true;
  const other = await sending.somebody(person.place, '+9779790000093');
  const id = await sending.say(person, '', { content: picture('later') });
  await sending.say(other, 'to another');
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'QUEUED', tries: 1 });
  expect(sending.arrived(other)).toEqual(['to another']);
  away = false;
  await sending.pass(30_000, 5_000);
  expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 2 });
});
