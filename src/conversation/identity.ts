import type { Address, InboundContent } from '../base/inbound.js';
import type { WaitingMessage } from '../inbox/queue.js';
import { keepMarketingChoice } from '../domain/marketing/choices.js';
import { isUnderReview, openReview } from '../domain/identity/identity.js';
import { ADDRESS_ENDED, partFromParty } from '../usecases/identity-changes.js';
import type { AddressEnded } from '../usecases/identity-changes.js';
import type { Session } from './sessions.js';
import type { Turn } from './turn.js';

/** Who somebody is, where their number or id changes. */

type Known = Partial<Pick<Session, 'phone' | 'bsuid'>>;

function addressesOf({ phone = null, bsuid = null }: Known): Address[] {
  return [
    ...(phone === null ? [] : [{ kind: 'phone', value: phone } as const]),
    ...(bsuid === null ? [] : [{ kind: 'bsuid', value: bsuid } as const]),
  ];
}

/** Takes the party out of a conversation: whoever writes in it from now on is a stranger. */
async function part(
  turn: Turn,
  why: 'number_changed' | 'user_id_changed' | 'number_reused',
  address: Address | null,
): Promise<void> {
  const { tx, cause, session, party } = turn;
  if (party === null) return;
  const { conversationId } = session;
  const old = addressesOf(session);
  const change = { partyId: party.id, conversationId, why, old, address };
  for (const lane of await partFromParty(tx, cause, change)) turn.toldLanes.add(lane);
  forget(turn);
}

/** Nothing that was offered to the party, and nothing that was read of it, is the stranger's. */
function forget(turn: Turn): void {
  const { session } = turn;
  session.partyId = null;
  session.awaiting = [];
  session.misheard = 0;
  turn.party = null;
  turn.basket = undefined;
  turn.habits = undefined;
}

const MARKETING: ReadonlyMap<string, 'stop' | 'resume'> = new Map([
  ['marketing_stopped', 'stop'],
  ['marketing_resumed', 'resume'],
]);

/**
 * What a provider says of the sender, not from them. A changed number or id ends what bound the
 * conversation to its party; a new device is only noted; their switch for marketing is kept.
 * Nothing is answered: the address that would hear it is no longer theirs, and who switches
 * something off wants no word of it.
 */
export async function heedNotice(
  turn: Turn,
  notice: Extract<InboundContent, { kind: 'system' }>,
  message: WaitingMessage,
): Promise<void> {
  const { tx, cause, session, party } = turn;
  const { change, newAddress } = notice;
  const choice = MARKETING.get(change);
  if (choice !== undefined) {
    const { conversationId } = session;
    const chosenAt = message.typedAt ?? message.receivedAt;
    const said = { conversationId, choice, messageId: message.id, chosenAt };
    await keepMarketingChoice(tx, cause, said);
    return;
  }
  if (change === 'number_changed' || change === 'user_id_changed') {
    const kind = change === 'number_changed' ? 'phone' : 'bsuid';
    await part(turn, change, newAddress === '' ? null : { kind, value: newAddress });
  } else if (change === 'identity_changed' && party !== null) {
    const { conversationId } = session;
    const asked = { partyId: party.id, conversationId, why: change, address: null } as const;
    await openReview(tx, cause, asked);
  }
}

/**
 * Whether a message comes from another account than the conversation was known by: the same number
 * with another id, or the same id with another number. Ids change only with the number (Meta,
 * business-scoped user ids), so a number with a new one belongs to somebody else by now.
 */
export async function heedSender(turn: Turn, { sender }: WaitingMessage): Promise<void> {
  const { phone, bsuid } = turn.session;
  const isOther = (was: string | null, is: string | null = null): boolean =>
    was !== null && is !== null && was !== is;
  if (!isOther(phone, sender.phone) && !isOther(bsuid, sender.bsuid)) return;
  const [address = null] = addressesOf(sender);
  await part(turn, 'number_reused', address);
}

/**
 * Another conversation learned that an address of this one is no longer its party's. Returns
 * whether that was what was told.
 */
export function heedEnding(turn: Turn, message: WaitingMessage): boolean {
  const told = message.content as AddressEnded | { readonly type: '' };
  if (told.type !== ADDRESS_ENDED) return false;
  // Told twice, or linked anew meanwhile: the party is found by its addresses alone.
  if (turn.party?.id === told.partyId) forget(turn);
  return true;
}

/** Whether whoever writes waits for the office to know them again. */
export async function waitsForReview({ tx, session, party }: Turn): Promise<boolean> {
  if (party !== null) return false;
  return isUnderReview(
    tx,
    addressesOf(session).map(({ value }) => value),
  );
}

/**
 * A phone that somebody who hides theirs says is theirs, on a contact card. Anybody can send
 * anybody's card, so credit waits for the office. Returns whether it was one.
 */
export async function keepStatedPhone(turn: Turn, content: InboundContent): Promise<boolean> {
  const { tx, cause, session, party } = turn;
  if (content.kind !== 'contacts' || party === null || session.phone !== null) return false;
  const [phone, ...others] = content.phones;
  if (phone === undefined || others.length > 0) return false;
  const { conversationId } = session;
  const address = { kind: 'phone', value: phone } as const;
  await openReview(tx, cause, { partyId: party.id, conversationId, why: 'phone_stated', address });
  return true;
}
