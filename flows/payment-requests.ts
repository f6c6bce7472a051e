import type { Event, Part, Say, Tap, Tell } from '../src/conversation/vocabulary.js';
import { retailer } from './retailer-setup.js';
import { part, sentence, tap, tell } from './sentences.js';
import { TAP } from './taps.js';
import { walletOf } from './wallets.js';

/** Payments that a provider of wallets is asked for. */

type Told = Extract<Tell, { type: 'request_link' | 'request_failed' | 'request_unsure' }>;

/** What a retailer hears of a request, beside that it was paid: that is told as any payment. */
export function tellRequest(told: Told): Say {
  const holes = { amount: { money: told.amountMinor }, wallet: walletOf(told.gateway) };
  switch (told.type) {
    case 'request_link': {
      const until = { until: { time: told.until } };
      const link = { title: part('button.pay_link'), url: told.url };
      return { ...tell([part('request.link', { ...holes, ...until })]), link };
    }
    case 'request_unsure':
      return tell([part('request.unsure', holes)]);
    case 'request_failed':
      return tell([
        part('request.failed', { ...holes, why: { choice: told.why } }),
        ...words(told.words),
        part('request.failed_how'),
      ]);
  }
}

/** An operator's, where one decided it. */
function words(said: string): readonly Part[] {
  return said === '' ? [] : [part('dispute.reason', { reason: { quote: said } })];
}

type Ways = Extract<Event, { type: 'PAYMENT_WAYS' }>;
type Shown = Extract<Event, { type: 'REQUEST_SHOWN' }>;

/** Three buttons stand under a message, one of which says that it was paid. */
const WAYS_SHOWN_MAX = 2;

function askWay({ ways, amountMinor }: Ways): Say {
  if (amountMinor === null) return sentence('payment.how_much');
  const taps: readonly Tap[] = [
    ...ways
      .slice(0, WAYS_SHOWN_MAX)
      .map((gateway) =>
        tap(TAP.wallet(gateway, amountMinor), 'button.pay_by', { wallet: walletOf(gateway) }),
      ),
    tap(TAP.paid(amountMinor), 'button.have_paid'),
  ];
  return tell([part('request.choose', { amount: { money: amountMinor } })], taps);
}

/** What became of it so far, with what can be done about it. */
function showRequest(shown: Shown): Say {
  const { was, gateway, amountMinor, asksBy, isUnsure, canCancel } = shown;
  const holes = { amount: { money: amountMinor }, wallet: walletOf(gateway) };
  if (was === 'cancelled') return tell([part('request.cancelled', holes)]);
  const by = isUnsure ? 'nobody' : asksBy;
  if (was === 'made') return tell([part('request.made', { ...holes, by: { choice: by } })]);
  const stands = part('request.stands', { ...holes, by: { choice: by } });
  return tell([stands], canCancel ? [tap(TAP.dropRequest, 'button.call_off')] : undefined);
}

const said = retailer.createStateConfig({
  on: {
    WALLET_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event: { gateway, amountMinor } }) => [
          { type: 'request_payment', gateway, amountMinor },
        ],
      },
    },
    PAID_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event: { amountMinor } }) => [
          {
            type: 'claim_payment',
            amount: { minor: amountMinor },
            method: 'other',
            reference: null,
          },
        ],
      },
    },
    REQUEST_DROPPED: { actions: { type: 'effects', params: [{ type: 'cancel_request' }] } },
    PAYMENT_WAYS: { actions: { type: 'effects', params: ({ event }) => [askWay(event)] } },
    REQUEST_SHOWN: { actions: { type: 'effects', params: ({ event }) => [showRequest(event)] } },
  },
});
export const requestsSaid = said.on;
