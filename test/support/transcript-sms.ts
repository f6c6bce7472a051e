import { inTown } from '../../src/db/transaction.js';
import { readPartyByAlias } from '../../src/domain/parties/parties.js';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import type { SmsFaultAct } from '../../src/embedded/sms-double.js';
import { segmentsOf } from '../../src/base/segments.js';
import { SMS } from '../../src/base/sms-limits.js';
import { sendFirstPin } from '../../src/usecases/send-pin.js';
import type { Player } from './player.js';
import { PIN_KEY } from './stage.js';
import type { StageSms } from './stage-sms.js';

/** Short messages in transcripts: what is written, what comes, what the provider does. */

function smsOf({ service }: Player): StageSms {
  if (!service.sms) throw new Error('nobody speaks by short message in this story');
  return service.sms;
}

/** A message as lines, and how many parts it took, in its alphabet. */
export function writtenShort({ payload }: SentMessage): string[] {
  const text = String(payload['text']);
  const { alphabet, parts } = segmentsOf(text);
  if (parts > SMS.parts_max) throw new Error(`a message of ${parts} parts:\n${text}`);
  if (alphabet !== 'gsm7') throw new Error(`not in GSM-7:\n${text}`);
  const [first = '', ...rest] = text.split('\n');
  const note = parts > 1 ? [`| (${parts} parts)`] : [];
  return [`< ${first}`.trimEnd(), ...rest.map((line) => `| ${line}`.trimEnd()), ...note];
}

/** What was sent to the speaker by short message. */
export function shortMessagesTo(player: Player): readonly SentMessage[] {
  return smsOf(player)
    .double.log.after(0, 10_000)
    .filter(({ to }) => to === player.phone);
}

/** The speaker writes a short message. */
export async function writeShort(player: Player, text: string): Promise<void> {
  const { universe, place } = player.service;
  universe.advance(10_000);
  player.lastShort = {
    id: `in-${universe.newId()}`,
    from: player.phone,
    to: place.smsNumber ?? '',
    text,
    date: universe.now().toISOString().slice(0, 19).replace('T', ' '),
    linkId: '',
    networkCode: '99999',
  };
  await smsOf(player).post('inbound', player.lastShort);
}

const ACTS: Readonly<Record<string, (word: string) => SmsFaultAct>> = {
  /** ! sms answers 503 */
  answers: (word) => ({ kind: 'answer', status: Number(word), body: '', accept: false }),
  /** ! sms refuses 406: by the status code of its recipient. */
  refuses: (word) => ({ kind: 'code', code: Number(word) }),
  /** ! sms drops taken | lost */
  drops: (word) => ({ kind: 'reset', accept: word === 'taken' }),
};

type Change = (player: Player, words: string[]) => void | Promise<void>;

/** What the provider of short messages may do, and our office with it. */
export const SMS_CHANGES: Readonly<Record<string, Change>> = {
  /** ! sms refuses 500 2 times: with the next messages to the speaker. */
  sms: (player, [verb = '', word = '', times = '1']) => {
    const act = ACTS[verb]?.(word);
    if (!act) throw new Error(`the provider of short messages cannot "${verb}"`);
    smsOf(player).double.addFault({ to: player.phone, act, times: Number(times) });
  },
  /** ! shortly reports Success: on the last message to the speaker. */
  shortly: async (player, [, status = '', failureReason = '']) => {
    const last = shortMessagesTo(player).at(-1);
    if (!last) throw new Error('nothing was sent that could be reported on');
    const report = { id: last.id, status, phoneNumber: player.phone, failureReason };
    await smsOf(player).post('delivery', report);
  },
  /** ! again: the provider delivers the speaker's last short message once more. */
  again: (player) => smsOf(player).post('inbound', player.lastShort ?? {}),
  /** ! optout: the provider puts the speaker on its list. */
  optout: (player) =>
    smsOf(player).post('optout', {
      senderId: player.service.place.smsNumber ?? '',
      phoneNumber: player.phone,
    }),
  /** ! pin: our office has a PIN sent to the speaker. */
  pin: async (player) => {
    const { service, phone } = player;
    await inTown(service.database, service.place.townId, async (tx) => {
      const party = await readPartyByAlias(tx, { kind: 'phone', value: phone });
      const cause = {
        universe: service.universe,
        actor: { kind: 'operator', id: null },
        channel: 'api',
        correlationId: service.universe.newId(),
      } as const;
      const wanted = {
        partyId: party?.id ?? '',
        kinds: ['retailer' as const],
        show: false,
      };
      const sent = await sendFirstPin(tx, cause, PIN_KEY, wanted);
      if (!sent.ok || sent.value.by !== 'sms') throw new Error('no PIN was sent');
    });
  },
};
