import { GATEWAY_TRAITS } from '../base/payment-gateways.js';
import { readOpenRequest } from '../domain/requests/requests.js';
import type { PaymentRequest } from '../domain/requests/requests.js';
import { cancelRequest, requestPayment } from '../usecases/request-payment.js';
import { partyId, told } from './deeds.js';
import type { PaymentEffect } from './payment-vocabulary.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

type Shown = Extract<OutcomeEvent, { type: 'REQUEST_SHOWN' }>;

function shownAs(was: Shown['was'], request: PaymentRequest): Shown {
  const { gateway, state } = request;
  const { asksBy } = GATEWAY_TRAITS[gateway];
  const isOpen = state === 'OPENED' || (state === 'PENDING' && asksBy === 'link');
  return {
    type: 'REQUEST_SHOWN',
    was,
    gateway,
    amountMinor: request.amountMinor.toString(),
    asksBy,
    isUnsure: state === 'REVIEW',
    canCancel: isOpen && was === 'stands',
  };
}

/** Has a provider asked for a payment, or calls that off; see `carryOutPayment`. */
export async function carryOutRequest(
  turn: Turn,
  effect: Extract<PaymentEffect, { type: 'request_payment' | 'cancel_request' }>,
): Promise<OutcomeEvent> {
  const { tx, cause } = turn;
  const retailerId = partyId(turn);
  if (effect.type === 'cancel_request') {
    const cancelled = await cancelRequest(tx, cause, retailerId);
    if (cancelled.ok || cancelled.refusal === 'no_request') {
      return told(effect, cancelled, (request) => shownAs('cancelled', request));
    }
  } else {
    const { gateway } = effect;
    const amountMinor = BigInt(effect.amountMinor);
    const wanted = { retailerId, gateway, amountMinor };
    const made = await requestPayment(tx, cause, turn.knowledge.town, wanted);
    if (made.ok) return shownAs('made', made.value);
    if (made.refusal !== 'request_open') {
      const { refusal, detail } = made;
      return { type: 'REFUSED', effect: effect.type, refusal, detail };
    }
  }
  const open = await readOpenRequest(tx, retailerId);
  // It was over in this moment.
  if (!open) return { type: 'REFUSED', effect: effect.type, refusal: 'not_now', detail: {} };
  return shownAs('stands', open);
}
