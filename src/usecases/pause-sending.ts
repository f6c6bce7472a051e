import type { Cause } from '../base/cause.js';
import type { Outcome } from '../base/outcome.js';
import type { PlatformTx, Tx } from '../db/transaction.js';
import { raiseAlertOnce } from '../domain/alerts/alerts.js';
import { pauseNumber, resumeNumber } from '../domain/numbers/numbers.js';
import type { NumberName, OwnNumber } from '../domain/numbers/numbers.js';
import type { Template, TemplateKey } from '../domain/templates/template.js';
import { holdTemplate, releaseTemplate } from '../domain/templates/templates.js';

/**
 * Stopping what we send with, and letting it go on. Whatever stops it, the provider or a person,
 * an alert says so in the town it belongs to; what waits stays queued, and leaves once an operator
 * resumed it.
 */

/**
 * Stops a number as its provider names it, or all of its business account, with an alert for each
 * that was sending until now. Returns those. In a town's transaction only its own are stopped.
 * Locks the numbers.
 */
export async function pauseAccount(
  tx: Tx | PlatformTx,
  cause: Cause,
  name: NumberName,
  reason: string,
): Promise<readonly OwnNumber[]> {
  const paused = await pauseNumber(tx, cause, name, reason);
  for (const { townId, providerAccountId } of paused) {
    const alert = { kind: 'number_paused', subject: providerAccountId, detail: reason } as const;
    await raiseAlertOnce(tx, cause, townId, alert);
  }
  return paused;
}

/** Lets a number of the town send again. The relay is to be rung after the commit. */
export async function resumeAccount(
  tx: Tx,
  cause: Cause,
  numberId: string,
  reason: string,
): Promise<Outcome<OwnNumber, 'no_such_number'>> {
  return resumeNumber(tx, cause, numberId, reason);
}

/**
 * Stops using a template, in one language or in all, with an alert where it was used until now.
 * Messages that need it fall back to what it names. Locks the templates.
 */
export async function pauseTemplate(
  tx: Tx | PlatformTx,
  cause: Cause,
  key: TemplateKey,
  reason: string,
): Promise<readonly Template[]> {
  const held = await holdTemplate(tx, cause, key, reason);
  if (held.length > 0) {
    const alert = { kind: 'template_paused', subject: key.name, detail: reason } as const;
    await raiseAlertOnce(tx, cause, key.townId, alert);
  }
  return held;
}

/** Uses a template of the town again. */
export async function resumeTemplate(
  tx: Tx,
  cause: Cause,
  templateId: string,
  reason: string,
): Promise<Outcome<Template, 'no_such_template'>> {
  return releaseTemplate(tx, cause, templateId, reason);
}
