import type { OutcomeEvent, Say } from '../src/conversation/vocabulary.js';
import { part, sentence, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** Offers that are sent unasked, to shops that want them. */

/** Whether offers are sent from now on. */
export function campaignsSet(event: Extract<OutcomeEvent, { type: 'CAMPAIGNS_SET' }>): Say {
  if (!event.on) return sentence('campaigns.off');
  const blocked = event.blocked ? [part('campaigns.blocked')] : [];
  return tell(
    [part('campaigns.on'), ...blocked],
    [tap(TAP.campaigns(false), 'button.campaigns_off')],
  );
}
