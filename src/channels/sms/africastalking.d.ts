/** What we use of the SDK of Africa's Talking, which ships no types (0.8.3). */
declare module 'africastalking' {
  interface SmsClient {
    /** Rejects with a validation error before anything is sent, or with axios's own error. */
    send(message: {
      readonly to: readonly string[];
      readonly message: string;
      readonly from?: string;
    }): Promise<unknown>;
  }
  function africasTalking(options: { readonly username: string; readonly apiKey: string }): {
    readonly SMS: SmsClient;
  };
  export default africasTalking;
}

declare module 'africastalking/lib/common.js' {
  /** Read by the SDK at each call. */
  const urls: { SMS_URL: string };
  export default urls;
}
