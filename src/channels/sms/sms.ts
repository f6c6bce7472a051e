import { assert } from '../../base/assert.js';
import { SEALED_PLACE } from '../../base/outbound.js';
import type { OutboundContent, TemplateContent } from '../../base/outbound.js';
import { openText } from '../../base/sealed-text.js';
import { segmentsOf } from '../../base/segments.js';
import { SMS } from '../../base/sms-limits.js';
import type { Channel } from '../channel.js';
import { openAfricasTalking } from './send.js';
import type { AfricasTalkingSettings } from './send.js';

export interface SmsSettings extends AfricasTalkingSettings {
  /** The name that messages come from; undefined: the number that they are answered to. */
  readonly senderId: string | undefined;
  /** Opens what was sealed for the wire alone: a PIN. */
  readonly pinKey: string;
}

/**
 * Short messages as the relay sees them. A text goes out as it is: what can be tapped elsewhere
 * was written out where it was said. A sealed word (a PIN) is opened here, on its way to the wire,
 * and stands in no table and no log.
 */
export function openSms(settings: SmsSettings): Channel {
  const provider = openAfricasTalking(settings);
  return {
    name: 'sms',
    check: checkContent,
    render: (content, recipient) => {
      assert(content.kind === 'text', 'a short message is a text');
      assert(recipient.phone !== null, 'a short message goes to a phone');
      return JSON.stringify({ to: recipient.phone, text: wordsOf(content, settings.pinKey) });
    },
    send: (accountId, body) => {
      const { to, text } = JSON.parse(body) as { to: string; text: string };
      return provider.send({ to, text, from: settings.senderId ?? accountId });
    },
    close: () => provider.close(),
  };
}

function wordsOf(content: Extract<OutboundContent, { kind: 'text' }>, key: string): string {
  if (content.sealed === undefined) return content.body;
  const word = openText(key, content.sealed);
  assert(word !== undefined, 'a sealed word cannot be opened: was PIN_KEY changed?');
  return content.body.replace(SEALED_PLACE, word);
}

function checkContent(content: OutboundContent | TemplateContent): string[] {
  if (content.kind !== 'text') return ['a short message is a text'];
  const { parts } = segmentsOf(content.body);
  return parts > SMS.parts_max ? [`${parts} parts, at most ${SMS.parts_max}`] : [];
}
