import type { InboundElement, ProviderError } from '../../inbox/element.js';
import { addressesOf, asArray, asId, asInstantMs, asObject, asText } from '../../base/raw-json.js';

/**
 * The order in which a message of ours may advance. `failed` stands below `delivered`: should both
 * be reported, that it arrived is the stronger evidence, and whichever comes first the result of
 * folding is the same. `accepted` is the answer to the send itself.
 */
const STATUS_RANKS: ReadonlyMap<string, number> = new Map([
  ['accepted', 1],
  ['sent', 2],
  ['failed', 3],
  ['delivered', 4],
  ['read', 5],
  ['played', 6],
]);

/** Bounds the list of errors of one element; Meta sends one. */
const ERRORS_MAX = 20;

/**
 * Reads one member of `value.statuses`; undefined when it names no message or no status. Words
 * that we do not know (`deleted`, `warning`) get rank 0, which moves nothing.
 */
export function readStatus(
  item: unknown,
  accountId: string,
  raw: string,
): InboundElement | undefined {
  const status = asObject(item);
  const messageId = asId(status?.['id']);
  const word = asId(status?.['status']);
  if (status === undefined || messageId === undefined || word === undefined) return undefined;
  const callbackData = asText(status['biz_opaque_callback_data']);
  return {
    channel: 'whatsapp',
    accountId,
    kind: 'status',
    providerId: `${messageId}:${word}`,
    sender: [],
    senderName: null,
    typedAtMs: asInstantMs(status['timestamp']),
    content: null,
    contextMessageId: null,
    status: {
      messageId,
      status: word,
      rank: STATUS_RANKS.get(word) ?? 0,
      callbackData: callbackData === '' ? null : callbackData,
      // In a group, recipient_id names the group and the participant is the reader.
      recipient:
        status['recipient_type'] === 'group'
          ? addressesOf(status['recipient_participant_id'], undefined)
          : addressesOf(status['recipient_id'], status['recipient_user_id']),
      errors: readErrors(status['errors']),
    },
    account: null,
    raw,
  };
}

/** Reads Meta's list of errors: those with a code; the explanation stands in error_data. */
export function readErrors(value: unknown): ProviderError[] {
  return asArray(value)
    .slice(0, ERRORS_MAX)
    .flatMap((item) => {
      const error = asObject(item);
      const code = Number(error?.['code']);
      if (error === undefined || !Number.isSafeInteger(code)) return [];
      const details = asText(asObject(error['error_data'])?.['details']);
      const title = asText(error['title']) || asText(error['message']);
      return [{ code, title, details: details || asText(error['message']) }];
    });
}
