import type { Cause } from '../../base/cause.js';
import { eventColumns } from '../../base/event-columns.js';
import type { EventColumns } from '../../base/event-columns.js';
import type { Receipts } from '../../base/receipt.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { insertSendingChange } from '../../db/sending-changes.js';
import type { PlatformTx, Tx } from '../../db/transaction.js';
import {
  lockNumber,
  selectNumbers,
  selectOfBusiness,
  updateCatalogue,
  updateForm,
  updatePaused,
  updateRate,
  updateReceipts,
  updateResumed,
} from './queries.js';
import type { NumberRow } from './queries.js';

/** A number of ours, as one of our channels sends with it. */
export interface OwnNumber {
  readonly id: string;
  readonly townId: string;
  readonly channel: 'whatsapp' | 'sms' | 'ussd';
  /** As the provider names it: WhatsApp's phone_number_id, the short code of a keypad. */
  readonly providerAccountId: string;
  readonly businessAccountId: string | null;
  readonly state: 'ACTIVE' | 'PAUSED';
  readonly pausedReason: string | null;
  readonly pausedAt: Date | null;
  /** Messages a second that the provider lets it send. */
  readonly perSecondMax: number;
  /** What it shows whoever waits for an answer. */
  readonly receipts: Receipts;
  /** The provider's catalogue that it shows goods from. */
  readonly catalogueId: string | null;
  /** The provider's form that newcomers may fill in. */
  readonly registrationFlowId: string | null;
}

/** A number as its provider names it; `all`: with every other of its business account. */
export interface NumberName {
  readonly channel: OwnNumber['channel'];
  readonly providerAccountId: string;
  readonly all?: boolean;
}

function fromRow(row: NumberRow): OwnNumber {
  return {
    id: row.id,
    townId: row.town_id,
    channel: row.channel,
    providerAccountId: row.provider_account_id,
    businessAccountId: row.business_account_id,
    state: row.state,
    pausedReason: row.paused_reason,
    pausedAt: row.paused_at,
    perSecondMax: row.messages_per_second_max,
    receipts: row.receipts,
    catalogueId: row.catalogue_id,
    registrationFlowId: row.registration_flow_id,
  };
}

/** The town's numbers of every channel. Takes no lock. */
export async function listNumbers(tx: Tx): Promise<readonly OwnNumber[]> {
  return (await selectNumbers(tx)).map(fromRow);
}

/** The numbers of a provider's business account, whatever towns they are in. Takes no lock. */
export async function numbersOfBusiness(
  tx: PlatformTx,
  channel: OwnNumber['channel'],
  businessAccountId: string,
): Promise<readonly OwnNumber[]> {
  return (await selectOfBusiness(tx, channel, businessAccountId)).map(fromRow);
}

/**
 * Stops a number, or all of its business account: nothing leaves by it until an operator resumes
 * it, and nothing is lost. Returns those that were not paused before; none where all were. Locks
 * the numbers.
 */
export async function pauseNumber(
  tx: Tx | PlatformTx,
  cause: Cause,
  name: NumberName,
  reason: string,
): Promise<readonly OwnNumber[]> {
  const { channel, providerAccountId, all = false } = name;
  const at = cause.universe.now();
  const rows = await updatePaused(tx, { channel, providerAccountId, all }, reason, at);
  for (const row of rows) await keepChange(tx, row, eventColumns(cause, 'paused', reason));
  return rows.map(fromRow);
}

/** Lets a number of the town send again; one that sends stays as it is. Locks the number. */
export async function resumeNumber(
  tx: Tx,
  cause: Cause,
  id: string,
  reason: string,
): Promise<Outcome<OwnNumber, 'no_such_number'>> {
  const row = await lockNumber(tx, id);
  if (!row) return refused('no_such_number');
  if (row.state === 'ACTIVE') return done(fromRow(row));
  await updateResumed(tx, id);
  await keepChange(tx, row, eventColumns(cause, 'resumed', reason));
  return done({ ...fromRow(row), state: 'ACTIVE', pausedReason: null, pausedAt: null });
}

/** Sets how many messages a second a number of the town may send. Locks the number. */
export async function changeRate(
  tx: Tx,
  cause: Cause,
  id: string,
  perSecondMax: number,
  reason: string,
): Promise<Outcome<OwnNumber, 'no_such_number'>> {
  const row = await lockNumber(tx, id);
  if (!row) return refused('no_such_number');
  await updateRate(tx, id, perSecondMax);
  await keepChange(tx, row, eventColumns(cause, `rate ${perSecondMax}`, reason));
  return done({ ...fromRow(row), perSecondMax });
}

/** Sets what a number of the town shows whoever waits for an answer. Locks the number. */
export async function changeReceipts(
  tx: Tx,
  cause: Cause,
  id: string,
  receipts: Receipts,
  reason: string,
): Promise<Outcome<OwnNumber, 'no_such_number'>> {
  const row = await lockNumber(tx, id);
  if (!row) return refused('no_such_number');
  await updateReceipts(tx, id, receipts);
  await keepChange(tx, row, eventColumns(cause, `receipts ${receipts}`, reason));
  return done({ ...fromRow(row), receipts });
}

/**
 * Sets the catalogue that a WhatsApp number of the town is linked to at Meta; null: none. Locks the
 * number.
 */
export async function linkCatalogue(
  tx: Tx,
  cause: Cause,
  id: string,
  catalogueId: string | null,
  reason: string,
): Promise<Outcome<OwnNumber, 'no_such_number'>> {
  const row = await lockNumber(tx, id);
  if (row?.channel !== 'whatsapp') return refused('no_such_number');
  await updateCatalogue(tx, id, catalogueId);
  await keepChange(tx, row, eventColumns(cause, `catalogue ${catalogueId ?? 'none'}`, reason));
  return done({ ...fromRow(row), catalogueId });
}

/**
 * Sets the form at Meta that newcomers of a WhatsApp number may fill in; null: none. Locks the
 * number.
 */
export async function linkForm(
  tx: Tx,
  cause: Cause,
  id: string,
  registrationFlowId: string | null,
  reason: string,
): Promise<Outcome<OwnNumber, 'no_such_number'>> {
  const row = await lockNumber(tx, id);
  if (row?.channel !== 'whatsapp') return refused('no_such_number');
  await updateForm(tx, id, registrationFlowId);
  await keepChange(tx, row, eventColumns(cause, `form ${registrationFlowId ?? 'none'}`, reason));
  return done({ ...fromRow(row), registrationFlowId });
}

function keepChange(
  tx: Tx | PlatformTx,
  { town_id: townId, id }: NumberRow,
  columns: EventColumns,
): Promise<void> {
  return insertSendingChange(tx, { townId, subject: 'number', id }, columns);
}
