import type { PaymentGatewayName, ReplyKey } from '../src/conversation/vocabulary.js';

/** The provider as its customers call it. */
export function walletOf(gateway: PaymentGatewayName): { readonly key: ReplyKey } {
  return { key: `request.wallet.${gateway}` };
}
