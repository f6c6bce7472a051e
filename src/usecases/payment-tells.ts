/** What retailers are told of payments on their account. */
export type PaymentTell =
  | {
      readonly type: 'payment_confirmed';
      readonly receivedMinor: string;
      /** Empty: none was told. */
      readonly reference: string;
      /** What of it was more than was owed, and is the retailer's own money. */
      readonly walletMinor: string;
      /** What is still to be paid. */
      readonly owedMinor: string;
    }
  | {
      readonly type: 'payment_refused';
      readonly amountMinor: string;
      readonly reference: string;
      /** In the operator's words. */
      readonly reason: string;
    };
