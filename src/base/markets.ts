/**
 * Which country a phone belongs to, by its calling code (ITU-T E.164): those of the countries that
 * wholesale towns of ours may lie in, and their neighbours. ZZ (ISO 3166, user-assigned) otherwise.
 */
const CODES: Readonly<Record<string, string>> = {
  20: 'EG',
  27: 'ZA',
  91: 'IN',
  92: 'PK',
  94: 'LK',
  95: 'MM',
  221: 'SN',
  223: 'ML',
  225: 'CI',
  226: 'BF',
  227: 'NE',
  228: 'TG',
  229: 'BJ',
  231: 'LR',
  232: 'SL',
  233: 'GH',
  234: 'NG',
  237: 'CM',
  243: 'CD',
  244: 'AO',
  250: 'RW',
  251: 'ET',
  254: 'KE',
  255: 'TZ',
  256: 'UG',
  257: 'BI',
  258: 'MZ',
  260: 'ZM',
  263: 'ZW',
  265: 'MW',
  880: 'BD',
  975: 'BT',
  977: 'NP',
};

/** The country of a phone in E.164, or of a user id of WhatsApp, which begins with its country. */
export function marketOf({ phone, bsuid }: { phone: string | null; bsuid: string | null }): string {
  if (phone !== null) return CODES[phone.slice(1, 4)] ?? CODES[phone.slice(1, 3)] ?? 'ZZ';
  const [, country] = /^([A-Z]{2})\./.exec(bsuid ?? '') ?? [];
  return country ?? 'ZZ';
}
