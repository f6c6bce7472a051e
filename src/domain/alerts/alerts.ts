import type { Cause } from '../../base/cause.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { PlatformTx, Tx } from '../../db/transaction.js';
import { insertAlert, insertAlertOnce, selectAlerts, updateSeen } from './queries.js';
import type { AlertRow } from './queries.js';

/** Something that an operator must look at. */
export interface Alert {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly detail: string;
  readonly raisedAt: Date;
  readonly seenAt: Date | null;
  readonly seenBy: string | null;
}

/** What can be raised. */
export type AlertKind =
  | 'support_late'
  | 'support_idle'
  | 'number_paused'
  | 'template_paused'
  /** The provider says that people block or report it. */
  | 'number_flagged'
  /** A message was refused for a reason that somebody here has to look at. */
  | 'send_refused'
  /** A payment that was asked for is not as it was asked, or nobody knows what became of it. */
  | 'payment_review'
  /** A provider of wallets does not take us as we are set up. */
  | 'payment_setup';

function fromRow(row: AlertRow): Alert {
  const { id, kind, subject, detail } = row;
  const seen = { seenAt: row.seen_at, seenBy: row.seen_by };
  return { id, kind, subject, detail, raisedAt: row.raised_at, ...seen };
}

/** Puts down what an operator must look at; `subject` says what it is about. */
export async function raiseAlert(
  tx: Tx,
  { universe }: Cause,
  alert: { readonly kind: AlertKind; readonly subject: string; readonly detail?: string },
): Promise<void> {
  const { kind, subject, detail = '' } = alert;
  const row = { id: universe.newId(), kind, subject, detail, raised_at: universe.now() };
  await insertAlert(tx, row);
}

/**
 * The same, in the town that is named, unless one of its kind about the same subject is there that
 * nobody has seen: what stays wrong is one alert.
 */
export async function raiseAlertOnce(
  tx: Tx | PlatformTx,
  { universe }: Cause,
  townId: string,
  alert: { readonly kind: AlertKind; readonly subject: string; readonly detail?: string },
): Promise<void> {
  const { kind, subject, detail = '' } = alert;
  const row = { id: universe.newId(), kind, subject, detail, raised_at: universe.now() };
  await insertAlertOnce(tx, townId, row);
}

/** Alerts, newest first, going back from `beforeId`. Takes no lock. */
export async function listAlerts(
  tx: Tx,
  filter: { readonly unseen: boolean },
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly Alert[]> {
  return (await selectAlerts(tx, filter.unseen, page.beforeId, page.rows)).map(fromRow);
}

/** Notes who saw an alert first, and when. */
export async function seeAlert(
  tx: Tx,
  { universe, actor }: Cause,
  id: string,
): Promise<Outcome<Alert, 'no_such_alert'>> {
  const row = await updateSeen(tx, id, actor.id ?? actor.kind, universe.now());
  return row ? done(fromRow(row)) : refused('no_such_alert');
}
