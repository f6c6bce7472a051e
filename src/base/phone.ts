/** E.164: a plus, a country code, up to fifteen digits in all (ITU-T E.164). */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Brings what a gateway or Meta calls a phone into E.164: Meta's wa_id has no plus, gateways lose
 * it to form decoding and leave a space, people type blanks and dashes. Undefined when it is not
 * a phone: senders can be words ("MTN") or absent.
 */
export function toE164(raw: string): string | undefined {
  const digits = raw
    .replace(/[\s\-().]/g, '')
    .replace(/^\+/, '')
    .replace(/^00/, '');
  const phone = `+${digits}`;
  return E164.test(phone) ? phone : undefined;
}

/** For logs: keeps the country code's first digits and the last two. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '***' : `${phone.slice(0, 4)}***${phone.slice(-2)}`;
}
