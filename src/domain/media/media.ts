import type { Cause } from '../../base/cause.js';
import type { InboundContent } from '../../base/inbound.js';
import { MEDIA } from '../../base/media-limits.js';
import { beginningOf } from '../../base/text.js';
import type { Universe } from '../../base/universe.js';
import type { PlatformTx, Tx } from '../../db/transaction.js';
import {
  claimRows,
  insertMedium,
  selectMedia,
  selectMedium,
  updateDue,
  updateSettled,
} from './queries.js';
import type { ClaimedRow, MediumRow } from './queries.js';

/** What a person sent beside words. */
export type MediumKind = Extract<InboundContent, { kind: 'media' }>['media'];

export const MEDIUM_STATES = ['WAITING', 'STORED', 'LOST', 'REFUSED'] as const;
export type MediumState = (typeof MEDIUM_STATES)[number];

/**
 * Why a medium is not there. Lost: the provider knows none (`gone`), its days are over
 * (`expired`). Refused by us: over our size, no such type, too many in a day.
 */
export type MissingWhy = 'gone' | 'expired' | 'too_large' | 'wrong_type' | 'too_many';

export interface Medium {
  readonly id: string;
  readonly conversationId: string;
  /** The message it came with. */
  readonly messageId: string;
  readonly partyId: string | null;
  readonly kind: MediumKind;
  readonly providerId: string;
  readonly mimeType: string;
  readonly fileName: string;
  /** As the provider wrote it: base64 as a rule, hex in places. */
  readonly statedSha256: string;
  readonly state: MediumState;
  readonly reason: MissingWhy | null;
  readonly storageKey: string | null;
  readonly sizeBytes: number | null;
  /** Of what was stored, in hex. */
  readonly sha256: string | null;
  readonly isAsStated: boolean | null;
  readonly receivedAt: Date;
}

function fromRow(row: MediumRow): Medium {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    messageId: row.inbox_id,
    partyId: row.party_id,
    kind: row.kind as MediumKind,
    providerId: row.provider_id,
    mimeType: row.mime_type,
    fileName: row.file_name,
    statedSha256: row.stated_sha256,
    state: row.state as MediumState,
    reason: row.reason as MissingWhy | null,
    storageKey: row.storage_key,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    isAsStated: row.is_as_stated,
    receivedAt: row.received_at,
  };
}

/**
 * Keeps what came with a message, once, to be fetched. Returns false where the conversation has
 * sent as many in a day as we take: it is noted as refused.
 */
export async function keepMedium(
  tx: Tx,
  { universe, correlationId }: Cause,
  came: {
    readonly conversationId: string;
    readonly messageId: string;
    readonly partyId: string | null;
    readonly content: Extract<InboundContent, { kind: 'media' }>;
  },
): Promise<boolean> {
  const { content } = came;
  const state = await insertMedium(
    tx,
    {
      id: universe.newId(),
      conversation_id: came.conversationId,
      inbox_id: came.messageId,
      party_id: came.partyId,
      kind: content.media,
      provider_id: content.mediaId,
      mime_type: content.mimeType,
      file_name: beginningOf(content.fileName ?? '', MEDIA.file_name_characters_max),
      stated_sha256: content.sha256 ?? '',
      received_at: universe.now(),
    },
    correlationId,
    { since: new Date(universe.nowMs() - MEDIA.day_ms), max: MEDIA.per_day_max },
  );
  return state !== 'REFUSED';
}

/** Something to fetch: whose it is, which, and the how manieth try this is. */
export type ClaimedMedium = ClaimedRow;

/** Takes what is due for MEDIA.claim_ms, a few at a time: nobody else gets it until then. */
export async function claimMedia(
  tx: PlatformTx,
  universe: Universe,
): Promise<readonly ClaimedMedium[]> {
  const until = new Date(universe.nowMs() + MEDIA.claim_ms);
  return claimRows(tx, universe.now(), until, MEDIA.claim_rows_max);
}

/** Puts a medium that was claimed off until then. */
export async function postponeMedium(tx: Tx, mediumId: string, dueAt: Date): Promise<void> {
  await updateDue(tx, mediumId, dueAt);
}

/** What became of a medium in the end. */
export type MediumEnd =
  | {
      readonly state: 'STORED';
      readonly storageKey: string;
      readonly mimeType: string;
      readonly sizeBytes: number;
      readonly sha256: string;
      readonly isAsStated: boolean | null;
    }
  | { readonly state: 'LOST' | 'REFUSED'; readonly reason: MissingWhy };

/** Settles a medium that waits, once; undefined when it is settled. Locks its row. */
export async function endMedium(
  tx: Tx,
  { universe }: Cause,
  mediumId: string,
  end: MediumEnd,
): Promise<Medium | undefined> {
  const none = {
    storageKey: null,
    mimeType: null,
    sizeBytes: null,
    sha256: null,
    isAsStated: null,
  };
  const settled = end.state === 'STORED' ? { reason: null, ...end } : { ...none, ...end };
  const row = await updateSettled(tx, mediumId, settled, universe.now());
  return row && fromRow(row);
}

/** A medium by its id. Takes no lock. */
export async function readMedium(tx: Tx, id: string): Promise<Medium | undefined> {
  const row = await selectMedium(tx, id);
  return row && fromRow(row);
}

/** Media, newest first, going back from `beforeId`. Takes no lock. */
export async function listMedia(
  tx: Tx,
  filter: { readonly messageId: string | null; readonly state: MediumState | null },
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly Medium[]> {
  const { messageId, state } = filter;
  const rows = await selectMedia(tx, { inboxId: messageId, state }, page.beforeId, page.rows);
  return rows.map(fromRow);
}
