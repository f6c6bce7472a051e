import { demoPhone } from '../../src/demo-town.js';
import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import { readPartyByAlias } from '../../src/domain/parties/parties.js';
import { issuePin, sealPin } from '../../src/domain/pins/pins.js';
import type { Player } from './player.js';
import { PIN_KEY } from './stage.js';
import { pickUp } from './ussd-phone.js';
import type { Phone, PhoneScreen } from './ussd-phone.js';

/** Keypads in transcripts: what is pressed on them, and the screens as lines. */

/** `keypad retailer 1`, `keypad stranger 7`: that phone; undefined for a speaker in words. */
export function keypadOf(player: Player, who: string): Phone | undefined {
  const [, kind = '', i = ''] = /^keypad (retailer|vendor|driver|stranger) (\d+)$/.exec(who) ?? [];
  if (kind === '') return undefined;
  const known = player.keypads.get(who);
  if (known) return known;
  const number =
    kind === 'stranger'
      ? `+97798300000${i.padStart(2, '0')}`
      : demoPhone(kind as 'retailer' | 'vendor' | 'driver', Number(i));
  const phone = pickUp(player.service, number);
  player.keypads.set(who, phone);
  return phone;
}

function linesOf({ text, ends }: PhoneScreen): string[] {
  const [first = '', ...rest] = text.split('\n');
  return [`< ${first}`, ...rest.map((line) => `| ${line}`), ...(ends ? ['| [the end]'] : [])];
}

/** `*` dials the code, `* 1*2` more behind it; anything else is pressed. */
export async function press(phone: Phone, typed: string): Promise<string[]> {
  const [, more] = /^\*(?: (.+))?$/.exec(typed) ?? [];
  return linesOf(await (typed.startsWith('*') ? phone.dial(more) : phone.press(typed)));
}

/** Our office gives somebody a PIN, over the counter. */
async function givePin({ service, phone }: Player, digits: string): Promise<void> {
  const { universe, place } = service;
  const cause: Cause = {
    universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: universe.newId(),
  };
  await inTown(service.database, place.townId, async (tx) => {
    const party = await readPartyByAlias(tx, { kind: 'phone', value: phone });
    const id = party?.id ?? '';
    await issuePin(tx, cause, id, sealPin(PIN_KEY, place.townId, id, digits));
  });
}

/**
 * `drops`: the line is lost; `echoes`: the gateway sends its last request again; `gives 4711`: our
 * office gives a first PIN.
 */
export async function disturb(
  player: Player,
  phone: Phone,
  what: string,
): Promise<string[] | undefined> {
  const [, digits] = /^gives (\d+)$/.exec(what) ?? [];
  if (digits !== undefined) {
    await givePin(player, digits);
    return [];
  }
  if (what === 'drops') {
    await phone.drop();
    return [];
  }
  return what === 'echoes' ? linesOf(await phone.repeat()) : undefined;
}
