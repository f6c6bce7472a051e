import { createHash } from 'node:crypto';
import type { Cause } from '../base/cause.js';
import { MEDIA } from '../base/media-limits.js';
import type { FetchedMedium, MediaSource } from '../channels/whatsapp/media.js';
import type { HopParts } from '../conversation/turn.js';
import { inPlatform, inTown, isDatabaseAway } from '../db/transaction.js';
import { claimMedia, postponeMedium, readMedium } from '../domain/media/media.js';
import type { ClaimedMedium, Medium, MediumEnd } from '../domain/media/media.js';
import type { FileStorage } from '../gateways/storage/file-storage.js';
import { settleMedium } from '../usecases/settle-medium.js';

/** What fetching works with. */
export interface FetchParts extends Pick<
  HopParts,
  'database' | 'universe' | 'log' | 'meter' | 'bells'
> {
  readonly source: MediaSource;
  readonly storage: FileStorage;
}

/**
 * Fetches what people sent into our storage, a few at a time, until nothing is due. Neither the
 * provider nor the storage is asked inside a transaction; whoever dies in between leaves a claim
 * that runs out, and what is done twice ends as the same file under the same key.
 */
export async function fetchMedia(parts: FetchParts, going: () => boolean): Promise<void> {
  while (going()) {
    const claimed = await inPlatform(parts.database, (tx) => claimMedia(tx, parts.universe));
    if (claimed.length === 0) return;
    const waiting = [...claimed];
    const worker = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined && going(); one = waiting.shift()) {
        await fetchOne(parts, one);
      }
    };
    await Promise.all(Array.from({ length: MEDIA.fetches_at_once_max }, worker));
  }
}

async function fetchOne(parts: FetchParts, claimed: ClaimedMedium): Promise<void> {
  const { database, universe, log, meter, bells } = parts;
  const { townId, mediaId, attempts } = claimed;
  const correlationId = universe.newId();
  const facts = { townId, mediaId, attempts, correlationId };
  try {
    const medium = await inTown(database, townId, (tx) => readMedium(tx, mediaId));
    if (medium?.state !== 'WAITING') return;
    const end = await endOf(parts, townId, medium, attempts);
    if (end === null) {
      await inTown(database, townId, (tx) => postponeMedium(tx, mediaId, nextTry(parts, attempts)));
      meter.worked('fetch_media', 'put off');
      return;
    }
    const cause: Cause = {
      universe,
      actor: { kind: 'machine', id: null },
      channel: 'machine',
      correlationId,
    };
    const wake = await inTown(database, townId, (tx) => settleMedium(tx, cause, mediaId, end));
    meter.worked('fetch_media', end.state === 'STORED' ? 'stored' : end.reason);
    for (const lane of wake.lanes) bells.inbound(lane);
    if (end.state !== 'STORED') log.warn('a medium is not kept', { ...facts, why: end.reason });
    else if (end.isAsStated === false) log.warn('a medium is not what was announced', facts);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    // Its claim runs out, and then it is tried again.
    log.error('a medium could not be fetched', { ...facts, error });
    meter.worked('fetch_media', 'failed');
  }
}

function nextTry({ universe }: FetchParts, attempts: number): Date {
  const waitMs = MEDIA.retry_ms * 2 ** Math.min(attempts - 1, 20);
  return new Date(universe.nowMs() + Math.min(waitMs, MEDIA.retry_ms_max));
}

/** What becomes of a medium now; null where it is to be tried again. */
async function endOf(
  { source, storage, universe, log }: FetchParts,
  townId: string,
  medium: Medium,
  attempts: number,
): Promise<MediumEnd | null> {
  const ageMs = universe.nowMs() - medium.receivedAt.getTime();
  if (ageMs > MEDIA.kept_by_provider_ms) return { state: 'LOST', reason: 'expired' };
  const fetched = await source.fetch(medium.providerId, MEDIA.bytes_max[medium.kind]);
  switch (fetched.kind) {
    case 'too_large':
      return { state: 'REFUSED', reason: 'too_large' };
    case 'gone':
      log.warn('the provider knows no such medium', { medium: medium.id, detail: fetched.detail });
      return attempts < MEDIA.gone_tries_max ? null : { state: 'LOST', reason: 'gone' };
    case 'later':
      log.warn('a medium was not to be had', { medium: medium.id, detail: fetched.detail });
      return null;
    case 'got':
      return keep(storage, townId, medium, fetched);
  }
}

async function keep(
  storage: FileStorage,
  townId: string,
  medium: Medium,
  { bytes, mimeType: given, statedSha256 }: Extract<FetchedMedium, { kind: 'got' }>,
): Promise<MediumEnd> {
  const mimeType = plainType(given) ?? plainType(medium.mimeType) ?? 'application/octet-stream';
  if (!fits(medium.kind, mimeType)) return { state: 'REFUSED', reason: 'wrong_type' };
  const month = medium.receivedAt.toISOString().slice(0, 7);
  const storageKey = `${townId}/${month}/${medium.id}`;
  await storage.put(storageKey, bytes, mimeType);
  const digest = createHash('sha256').update(bytes).digest();
  const stated = [statedSha256, medium.statedSha256].flatMap((text) => decodeDigest(text) ?? []);
  return {
    state: 'STORED',
    storageKey,
    mimeType,
    sizeBytes: bytes.length,
    sha256: digest.toString('hex'),
    isAsStated: stated.length === 0 ? null : stated.every((one) => one.equals(digest)),
  };
}

/** `audio/ogg; codecs=opus` is audio/ogg; what is no type at all is undefined. */
function plainType(given: string): string | undefined {
  return /^[a-z]+\/[a-z0-9][a-z0-9.+-]*/.exec(given.trim().toLowerCase())?.[0];
}

/** A document may be anything, since it is only ever handed out as a file to keep. */
function fits(kind: Medium['kind'], mimeType: string): boolean {
  if (kind === 'document') return true;
  return mimeType.startsWith(kind === 'sticker' ? 'image/' : `${kind}/`);
}

/** Meta writes digests in base64, and in hex in places; undefined where it is neither. */
function decodeDigest(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  return Buffer.from(text, 'base64');
}
