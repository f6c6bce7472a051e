import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import { registerTemplate } from '../../src/domain/templates/templates.js';
import { heedWaitingNews } from '../../src/jobs/heed-news.js';
import { aMessage, fieldBody, messagesBody, METADATA } from '../support/meta-payloads.js';
import { openScene } from '../conversation/scene.js';
import type { Scene } from '../conversation/scene.js';

/** The town's own number. */
const NUMBER = '200000000000000';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene(1);
  // Meta names the business account beside what people write: there it is learned.
  const message = aMessage({ type: 'text', text: { body: 'hello' } });
  const metadata = { ...METADATA, phone_number_id: NUMBER };
  await scene.deliver(JSON.stringify(messagesBody({ metadata, messages: [message] })));
  const cause: Cause = {
    universe: scene.universe,
    actor: { kind: 'operator', id: null },
    channel: 'test',
    correlationId: 'c',
  };
  const template = {
    meaning: 'order',
    name: 'order_update',
    language: 'en',
    writtenIn: 'en',
    category: 'UTILITY',
    status: 'APPROVED',
    quality: 'GREEN',
    body: 'News of your order: {{1}}',
    parameters: ['words'],
    buttons: [],
    fallbackId: null,
    fallbackChannel: 'sms',
  } as const;
  const kept = await inTown(scene.database, scene.place.townId, (tx) =>
    registerTemplate(tx, cause, template, 'test'),
  );
  expect(kept.ok).toBe(true);
});
afterEach(() => scene.close());

/** Meta says so, and the worker looks. */
async function news(field: string, value: object): Promise<void> {
  await scene.deliver(JSON.stringify(fieldBody(field, value, 1739321024)));
  await heedWaitingNews(scene.parts, () => true);
}

const numberState = async (): Promise<unknown> =>
  (
    await scene.look<{ state: string }>(
      `select state from channel_accounts where home_town_id = $1 and channel = 'whatsapp'`,
    )
  )[0]?.state;
const alerts = async (): Promise<unknown[]> =>
  (
    await scene.look<{ kind: string; subject: string }>(
      'select kind, subject from alerts where town_id = $1 order by id',
    )
  ).map(({ kind, subject }) => `${kind} ${subject}`);
const template = async (): Promise<Record<string, unknown> | undefined> =>
  (
    await scene.look(`select status, quality, category from templates
     where town_id = $1 and name = 'order_update'`)
  )[0];
const outcomes = async (): Promise<unknown[]> =>
  (
    await scene.look<{ outcome: string }>(
      'select outcome from provider_news where $1::uuid is not null order by id',
    )
  ).map(({ outcome }) => outcome);

test.each<readonly [string, object]>([
  ['DISABLED_UPDATE', { ban_info: { waba_ban_state: 'DISABLE' } }],
  ['ACCOUNT_RESTRICTION', { restriction_info: [{ restriction_type: 'RESTRICTED' }] }],
  ['ACCOUNT_VIOLATION', { violation_info: { violation_type: 'SPAM' } }],
])('%s stops the numbers of the account, with one alert', async (event, more) => {
  await news('account_update', { event, ...more });
  expect(await numberState()).toBe('PAUSED');
  expect(await alerts()).toEqual(['number_paused 200000000000000']);
  // The same again is a repeat; another word of it finds nothing to stop.
  await news('account_update', { event, ...more });
  await news('account_update', { event, again: 1 });
  expect(await alerts()).toHaveLength(1);
  expect(await outcomes()).toEqual(['paused 1', 'paused 0']);
});

test.each<readonly [string, object]>([
  ['DISABLED_UPDATE', { ban_info: { waba_ban_state: 'REINSTATE' } }],
  ['VERIFIED_ACCOUNT', {}],
  ['PARTNER_ADDED', {}],
])('%s stops nothing', async (event, more) => {
  await news('account_update', { event, ...more });
  expect(await numberState()).toBe('ACTIVE');
  expect(await outcomes()).toEqual(['noted']);
});

test('a flagged number is an alert, and one that is well again is none', async () => {
  const number = { display_phone_number: '15550783881', current_limit: 'TIER_1K' };
  await news('phone_number_quality_update', { event: 'FLAGGED', ...number });
  await news('phone_number_quality_update', { event: 'UNFLAGGED', ...number });
  expect(await alerts()).toEqual(['number_flagged 15550783881']);
  expect(await numberState()).toBe('ACTIVE');
});

const named = { message_template_name: 'order_update', message_template_language: 'en' };

test.each(['PAUSED', 'DISABLED', 'REJECTED'])(
  'a template that is %s is not used',
  async (event) => {
    await news('message_template_status_update', { event, ...named, reason: 'LOW_QUALITY' });
    expect(await template()).toMatchObject({ status: event });
    expect(await alerts()).toEqual(['template_paused order_update']);
  },
);

test.each(['REINSTATED', 'APPROVED'])('a template that is %s is used again', async (event) => {
  await news('message_template_status_update', { event: 'PAUSED', ...named });
  await news('message_template_status_update', { event, ...named });
  expect(await template()).toMatchObject({ status: 'APPROVED' });
});

test('category and quality of a template are noted', async () => {
  await news('template_category_update', { ...named, new_category: 'MARKETING' });
  await news('message_template_quality_update', { ...named, new_quality_score: 'RED' });
  expect(await template()).toMatchObject({ category: 'MARKETING', quality: 'RED' });
  expect(await alerts()).toEqual([]);
});

test.each<readonly [string, string, object]>([
  ['another template', 'message_template_status_update', { event: 'PAUSED' }],
  ['another language', 'message_template_status_update', { ...named, event: 'IN_APPEAL' }],
  ['no category', 'template_category_update', { ...named, new_category: 'HOLOGRAM' }],
  ['values of other types', 'account_update', { event: 7, ban_info: 'x' }],
])('%s changes nothing and is done with', async (_what, field, value) => {
  await news(field, value);
  expect(await template()).toMatchObject({ status: 'APPROVED', category: 'UTILITY' });
  expect(await numberState()).toBe('ACTIVE');
  expect(await outcomes()).toEqual(['noted']);
});

test('an account of nobody is kept and stops nobody', async () => {
  await scene.look(
    'update channel_accounts set business_account_id = null where home_town_id = $1',
  );
  await news('account_update', { event: 'ACCOUNT_RESTRICTION' });
  expect(await numberState()).toBe('ACTIVE');
  expect(await outcomes()).toEqual(['an account of nobody']);
});
