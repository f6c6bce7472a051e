import type { Cause } from '../base/cause.js';
import type { PlatformTx } from '../db/transaction.js';
import { raiseAlertOnce } from '../domain/alerts/alerts.js';
import { numbersOfBusiness } from '../domain/numbers/numbers.js';
import type { OwnNumber } from '../domain/numbers/numbers.js';
import type { TemplateNews } from '../domain/templates/template.js';
import { noteTemplateNews } from '../domain/templates/templates.js';
import { LATE_FAILURE } from '../inbox/late-failures.js';
import type { WaitingNews } from '../inbox/news.js';
import { pauseAccount } from './pause-sending.js';

type Value = Readonly<Record<string, unknown>>;

/** Meta's words for a template's state; every other leaves it as it is. */
const STATUSES: ReadonlyMap<string, NonNullable<TemplateNews['status']>> = new Map([
  ['APPROVED', 'APPROVED'],
  ['REINSTATED', 'APPROVED'],
  ['REJECTED', 'REJECTED'],
  ['PENDING', 'PENDING'],
  ['PAUSED', 'PAUSED'],
  ['DISABLED', 'DISABLED'],
]);
const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
const CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION'] as const;

/**
 * Acts on what the provider says of a business account: an account that is disabled, restricted or
 * blamed stops all its numbers, a number whose quality falls is an alert, a template is used while
 * it is approved. A message that failed after it was accepted stops what an answer would have
 * stopped. Returns what was made of it, in a few words. Locks the numbers, the templates.
 */
export async function heedNews(tx: PlatformTx, cause: Cause, news: WaitingNews): Promise<string> {
  if (news.field === LATE_FAILURE) return heedLateFailure(tx, cause, valueOf(news.raw));
  const numbers = await numbersOfBusiness(tx, 'whatsapp', news.businessAccountId);
  if (numbers.length === 0) return 'an account of nobody';
  const value = valueOf(news.raw);
  switch (news.field) {
    case 'account_update':
      return heedAccount(tx, cause, news, value, numbers);
    case 'phone_number_quality_update':
      return heedQuality(tx, cause, news, value, numbers);
    default:
      return heedTemplate(tx, cause, news, value, numbers);
  }
}

function valueOf(raw: string): Value {
  const { value } = JSON.parse(raw) as { readonly value?: Value };
  return value ?? {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Our own word for it, so that its fields are there. */
async function heedLateFailure(tx: PlatformTx, cause: Cause, value: Value): Promise<string> {
  const { pauses } = value;
  const [townId, providerAccountId, reason] = ['town', 'number', 'reason'].map((name) =>
    textOf(value[name]),
  ) as [string, string, string];
  if (pauses === 'number' || pauses === 'account') {
    const name = { channel: 'whatsapp', providerAccountId, all: pauses === 'account' } as const;
    const paused = await pauseAccount(tx, cause, name, reason);
    return `paused ${paused.length}`;
  }
  const detail = 'a status said so, after it was accepted';
  await raiseAlertOnce(tx, cause, townId, { kind: 'send_refused', subject: reason, detail });
  return 'alerted';
}

const STOPPING = new Set(['DISABLED_UPDATE', 'ACCOUNT_RESTRICTION', 'ACCOUNT_VIOLATION']);

async function heedAccount(
  tx: PlatformTx,
  cause: Cause,
  { event }: WaitingNews,
  value: Value,
  [first]: readonly OwnNumber[],
): Promise<string> {
  if (event === null || !STOPPING.has(event) || first === undefined) return 'noted';
  // A ban that is lifted comes as the same event; an operator resumes the numbers.
  const { waba_ban_state: ban } = (value['ban_info'] ?? {}) as {
    readonly waba_ban_state?: unknown;
  };
  if (ban === 'REINSTATE') return 'noted';
  const { providerAccountId } = first;
  const name = { channel: 'whatsapp', providerAccountId, all: true } as const;
  const paused = await pauseAccount(tx, cause, name, event);
  return `paused ${paused.length}`;
}

async function heedQuality(
  tx: PlatformTx,
  cause: Cause,
  { event }: WaitingNews,
  value: Value,
  numbers: readonly OwnNumber[],
): Promise<string> {
  if (event !== 'FLAGGED') return 'noted';
  const subject = textOf(value['display_phone_number']);
  const alert = {
    kind: 'number_flagged',
    subject,
    detail: textOf(value['current_limit']),
  } as const;
  for (const townId of townsOf(numbers)) await raiseAlertOnce(tx, cause, townId, alert);
  return 'alerted';
}

function townsOf(numbers: readonly OwnNumber[]): readonly string[] {
  return [...new Set(numbers.map(({ townId }) => townId))].sort();
}

function newsOf({ field, event }: WaitingNews, value: Value): TemplateNews {
  if (field === 'message_template_status_update') {
    const status = STATUSES.get(event ?? '');
    return status === undefined ? {} : { status };
  }
  const quality = QUALITIES.find((one) => one === value['new_quality_score']);
  const category = CATEGORIES.find((one) => one === value['new_category']);
  return { ...(quality && { quality }), ...(category && { category }) };
}

async function heedTemplate(
  tx: PlatformTx,
  cause: Cause,
  news: WaitingNews,
  value: Value,
  numbers: readonly OwnNumber[],
): Promise<string> {
  const name = textOf(value['message_template_name']);
  const language = textOf(value['message_template_language']);
  const said = newsOf(news, value);
  if (name === '' || Object.keys(said).length === 0) return 'noted';
  const reason = textOf(value['reason']);
  let changed = 0;
  for (const townId of townsOf(numbers)) {
    const key = { townId, name, ...(language !== '' && { language }) };
    const templates = await noteTemplateNews(tx, cause, key, said, reason);
    changed += templates.length;
    const isStopped = said.status !== undefined && said.status !== 'APPROVED';
    if (templates.length === 0 || !isStopped || said.status === 'PENDING') continue;
    const detail = `${news.event ?? ''} ${reason}`.trim();
    await raiseAlertOnce(tx, cause, townId, { kind: 'template_paused', subject: name, detail });
  }
  return `templates ${changed}`;
}
