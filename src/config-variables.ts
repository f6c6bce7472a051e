import { z } from 'zod';

/** The variables of the service: how each is read, and the words that documents and checks use. */

/** One variable: how it is read, and the words README.md, .env.example and the check use. */
export interface Variable<T> {
  readonly read: z.ZodType<T, string>;
  /** What it is for, in one sentence. */
  readonly says: string;
  readonly example: string;
  /** Text read when it is unset; absent where unset means something of its own (`unset` says). */
  readonly fallback?: string;
  readonly unset?: string;
  /** The value it takes while the demo is on: known to everybody, refused in production. */
  readonly demo?: string;
  readonly secret?: true;
}

function variable<T>(one: Variable<T>): Variable<T> {
  return one;
}

/** HS256 wants a key at least as long as its hash (RFC 7518, 3.2). */
const JWT_SECRET_SIGNS_MIN = 32;

/** As long as the hash that PINs are sealed with (HMAC-SHA256; RFC 2104, 3). */
const PIN_KEY_SIGNS_MIN = 32;

/** Nobody guesses sixteen random signs through a rate limit. */
const PATH_TOKEN_SIGNS_MIN = 16;

/** Below this a password falls to guessing even through a rate limit. */
const PASSWORD_SIGNS_MIN = 12;

const text = z.string();

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(new URL(url).password);
    return true;
  } catch {
    return false;
  }
}

const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://...' })
  .refine(isDecodable, 'has a password that cannot be decoded');

/** Reads "a,b": several values while one is being replaced by the next. */
const secretList = text
  .transform((value) => value.split(',').map((one) => one.trim()))
  .refine((list) => list.every((one) => one !== ''), 'must not hold an empty entry');

/** Words that stand in an address. */
const pathTokens = secretList.refine(
  (list) => list.every((one) => /^[\w.~-]+$/.test(one) && one.length >= PATH_TOKEN_SIGNS_MIN),
  `must have ${PATH_TOKEN_SIGNS_MIN} or more letters, digits, - or _`,
);

const webUrl = z.url({ protocol: /^https?$/, error: 'must be http://... or https://...' });

const port = text
  .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a number from 0 to 65535');

/** Every variable of the service, in the order in which the documents list them. */
export const variables = {
  NODE_ENV: variable({
    read: z.enum(['development', 'test', 'production']),
    says: 'In `production` the service refuses to start on a demo value or a missing secret.',
    example: 'production',
    fallback: 'development',
  }),
  PROCESS_ROLE: variable({
    read: z.enum(['all', 'web', 'worker']),
    says: 'What this process does: answer HTTP (`web`), do the work (`worker`), or both (`all`).',
    example: 'web',
    fallback: 'all',
  }),
  HOST: variable({
    read: text,
    says: 'The address to listen on; `0.0.0.0` where others must reach it.',
    example: '0.0.0.0',
    fallback: '127.0.0.1',
  }),
  PORT: variable({
    read: port,
    says: 'The port to listen on; 0 takes any free one.',
    example: '8080',
    fallback: '3000',
  }),
  LOG_LEVEL: variable({
    read: z.enum(['error', 'warn', 'info', 'debug']),
    says: 'The least urgent line that is logged.',
    example: 'warn',
    fallback: 'info',
  }),
  DATA_DIR: variable({
    read: text,
    says: 'Where the embedded Postgres keeps its data.',
    example: '/var/lib/pasal',
    fallback: '.data',
  }),
  DATABASE_URL: variable({
    read: postgresUrl,
    says: 'Postgres 15 or newer, as the service login, which owns no table.',
    example: 'postgres://pasal_service:password@db.example.org/pasal',
    unset: 'embedded Postgres',
    secret: true,
  }),
  DATABASE_OWNER_URL: variable({
    read: postgresUrl,
    says: 'The same database as its owner; only migrations use it.',
    example: 'postgres://pasal_owner:password@db.example.org/pasal',
    unset: 'no migrations at start',
    secret: true,
  }),
  REDIS_URL: variable({
    read: z
      .url({ protocol: /^rediss?$/, error: 'must be redis://... or rediss://...' })
      .refine(isDecodable, 'has a password that cannot be decoded'),
    says: 'Redis for the queue and the rate limits; it must run with `noeviction`.',
    example: 'redis://cache.example.org:6379',
    unset: 'queue on Postgres',
    secret: true,
  }),
  QUEUE_DATABASE_URL: variable({
    read: postgresUrl,
    says: 'The queue on Postgres, under a login of its own; read only without Redis.',
    example: 'postgres://pasal_queue:password@db.example.org/pasal',
    unset: 'embedded Postgres',
    secret: true,
  }),
  DEMO: variable({
    read: z.enum(['on', 'off']).transform((value) => value === 'on'),
    says: 'Demo town, demo values for unset secrets, and a double in place of WhatsApp.',
    example: 'off',
    unset: '`on` while DATABASE_URL is unset, else `off`',
  }),
  WHATSAPP_APP_SECRET: variable({
    read: secretList,
    says: 'The app secret that signs webhooks; while it is replaced, both, comma separated.',
    example: '0123456789abcdef0123456789abcdef',
    demo: 'demo-app-secret',
    secret: true,
  }),
  WHATSAPP_VERIFY_TOKEN: variable({
    read: text,
    says: 'The word that Meta repeats when the webhook address is registered.',
    example: 'a-word-of-your-choice',
    demo: 'demo-verify-token',
    secret: true,
  }),
  WHATSAPP_ACCESS_TOKEN: variable({
    read: text,
    says: 'The system user token that sends messages through the Graph API.',
    example: 'EAAG-your-system-user-token',
    demo: 'demo-access-token',
    secret: true,
  }),
  GRAPH_BASE_URL: variable({
    read: webUrl,
    says: 'Where the Graph API is; set it to use a double of your own.',
    example: 'https://graph.facebook.com',
    unset: 'Meta, or the built-in double while DEMO is on',
  }),
  GRAPH_VERSION: variable({
    read: text.regex(/^v\d{1,3}\.\d{1,2}$/, 'must look like v26.0'),
    says: 'The version of the Graph API.',
    example: 'v26.0',
    fallback: 'v26.0',
  }),
  USSD_PATH_TOKEN: variable({
    read: pathTokens,
    says: 'The secret end of the address that USSD gateways call; 16 signs or more.',
    example: 'a-long-random-word-for-addresses',
    demo: 'demo-ussd-path-token',
    secret: true,
  }),
  PIN_KEY: variable({
    read: text.min(PIN_KEY_SIGNS_MIN, `must have ${PIN_KEY_SIGNS_MIN} signs or more`),
    says: 'Seals the PINs; at least 32 signs. Another key makes every PIN wrong.',
    example: 'another-long-random-text-of-32-signs',
    demo: 'demo-pin-key-that-is-known-to-everybody',
    secret: true,
  }),
  SMS_PATH_TOKEN: variable({
    read: pathTokens,
    says: 'The secret end of the addresses that Africa’s Talking posts messages and reports to.',
    example: 'a-long-random-word-for-messages',
    demo: 'demo-sms-path-token',
    secret: true,
  }),
  AT_USERNAME: variable({
    read: text,
    says: 'The application’s user name at Africa’s Talking; `sandbox` sends to its sandbox.',
    example: 'my-town',
    demo: 'demo',
  }),
  AT_API_KEY: variable({
    read: text,
    says: 'The API key of that application, which sends short messages.',
    example: 'atsk_your-api-key',
    demo: 'demo-at-api-key',
    secret: true,
  }),
  AT_SENDER_ID: variable({
    read: text.regex(/^[\w .+-]{3,15}$/, 'must be a short code or a name of 3 to 15 signs'),
    says: 'The registered name that short messages come from, in place of the town’s number.',
    example: 'PASAL',
    unset: 'the number that the town is written to',
  }),
  SMS_BASE_URL: variable({
    read: webUrl,
    says: 'Where Africa’s Talking takes messages; set it to use a double of your own.',
    example: 'https://api.africastalking.com',
    unset: 'Africa’s Talking, or the built-in double while DEMO is on',
  }),
  PAYMENTS_CALLBACK_URL: variable({
    read: webUrl,
    says: 'Our own address as providers of wallets reach it, for their callbacks.',
    example: 'https://pasal.example.org',
    unset: 'no callbacks: what became of payments is only looked up',
  }),
  PAYMENTS_PATH_TOKEN: variable({
    read: pathTokens,
    says: 'The secret part of the addresses that providers of wallets call back.',
    example: 'a-long-random-word-for-payments',
    unset: 'needed with PAYMENTS_CALLBACK_URL',
    secret: true,
  }),
  MOMO_BASE_URL: variable({
    read: webUrl,
    says: 'MTN MoMo, Collections: the address of its API.',
    example: 'https://proxy.momoapi.mtn.com',
    unset: 'nobody is asked to pay by MTN MoMo; in the demo without any provider, by doubles',
  }),
  MOMO_SUBSCRIPTION_KEY: variable({
    read: text,
    says: 'The subscription key of the Collections product.',
    example: 'the-primary-key-of-collections',
    unset: 'needed with MOMO_BASE_URL',
    secret: true,
  }),
  MOMO_API_USER: variable({
    read: text,
    says: 'The API user, a UUID.',
    example: '6a1e3b1c-0000-4000-8000-000000000000',
    unset: 'needed with MOMO_BASE_URL',
  }),
  MOMO_API_KEY: variable({
    read: text,
    says: 'The API key of that user.',
    example: 'the-key-of-the-api-user',
    unset: 'needed with MOMO_BASE_URL',
    secret: true,
  }),
  MOMO_TARGET_ENVIRONMENT: variable({
    read: text.regex(/^[a-z]{3,40}$/, 'must be the name of an environment'),
    says: 'The country’s environment at MTN.',
    example: 'mtnuganda',
    fallback: 'sandbox',
  }),
  DARAJA_BASE_URL: variable({
    read: webUrl,
    says: 'M-Pesa Daraja: the address of its API.',
    example: 'https://api.safaricom.co.ke',
    unset: 'nobody is asked to pay by M-Pesa',
  }),
  DARAJA_CONSUMER_KEY: variable({
    read: text,
    says: 'The consumer key of the application.',
    example: 'the-consumer-key',
    unset: 'needed with DARAJA_BASE_URL',
  }),
  DARAJA_CONSUMER_SECRET: variable({
    read: text,
    says: 'The consumer secret of the application.',
    example: 'the-consumer-secret',
    unset: 'needed with DARAJA_BASE_URL',
    secret: true,
  }),
  DARAJA_SHORTCODE: variable({
    read: text.regex(/^\d{5,10}$/, 'must be the digits of a pay bill or till'),
    says: 'The pay bill or till that is paid to.',
    example: '174379',
    unset: 'needed with DARAJA_BASE_URL',
  }),
  DARAJA_PASSKEY: variable({
    read: text,
    says: 'The passkey of that shortcode for M-Pesa Express.',
    example: 'the-passkey',
    unset: 'needed with DARAJA_BASE_URL',
    secret: true,
  }),
  DARAJA_KIND: variable({
    read: z.enum(['paybill', 'till']),
    says: 'Whether the shortcode is a pay bill or a till.',
    example: 'till',
    fallback: 'paybill',
  }),
  KHALTI_BASE_URL: variable({
    read: webUrl,
    says: 'Khalti KPG-2: the address of its API.',
    example: 'https://khalti.com',
    unset: 'nobody is asked to pay by Khalti',
  }),
  KHALTI_SECRET_KEY: variable({
    read: text,
    says: 'The secret key of the merchant.',
    example: 'live_secret_key_of_yours',
    unset: 'needed with KHALTI_BASE_URL',
    secret: true,
  }),
  KHALTI_RETURN_URL: variable({
    read: webUrl,
    says: 'Where the payer’s browser goes afterwards: a page of the town’s, which decides nothing.',
    example: 'https://town.example.org/paid',
    unset: 'needed with KHALTI_BASE_URL',
  }),
  MEDIA_DIR: variable({
    read: text,
    says: 'Where pictures, voice notes and files are kept; one folder for all processes.',
    example: '/var/lib/pasal/media',
    unset: '`media` in DATA_DIR, unless S3_BUCKET is set',
  }),
  S3_BUCKET: variable({
    read: text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket'),
    says: 'A bucket to keep them in, in place of the folder.',
    example: 'pasal-media',
    unset: 'a folder',
  }),
  S3_ENDPOINT: variable({
    read: webUrl,
    says: 'The server of the bucket, Amazon’s or any other that speaks S3.',
    example: 'https://s3.eu-west-1.amazonaws.com',
    unset: 'needed with S3_BUCKET',
  }),
  S3_REGION: variable({
    read: text.regex(/^[\w-]{2,40}$/, 'must be the name of a region'),
    says: 'The region of the bucket; other servers than Amazon’s take `us-east-1` as a rule.',
    example: 'eu-west-1',
    fallback: 'us-east-1',
  }),
  S3_ACCESS_KEY_ID: variable({
    read: text,
    says: 'Who we are to that server; it needs to read and write objects and nothing else.',
    example: 'AKIA-your-key-id',
    unset: 'needed with S3_BUCKET',
  }),
  S3_SECRET_ACCESS_KEY: variable({
    read: text,
    says: 'The secret that goes with that key; it signs every request.',
    example: 'the-secret-of-that-key',
    unset: 'needed with S3_BUCKET',
    secret: true,
  }),
  JWT_SECRET: variable({
    read: text.min(JWT_SECRET_SIGNS_MIN, `must have ${JWT_SECRET_SIGNS_MIN} signs or more`),
    says: 'Signs the tokens of the operators; at least 32 signs.',
    example: 'a-long-random-text-of-32-signs-or-more',
    demo: 'demo-jwt-secret-known-to-everybody',
    secret: true,
  }),
  ADMIN_EMAIL: variable({
    read: z.email({ error: 'must be an e-mail address' }),
    says: 'The first operator, made when there is none.',
    example: 'operator@example.org',
    demo: 'admin@demo.example',
  }),
  ADMIN_PASSWORD: variable({
    read: text.min(PASSWORD_SIGNS_MIN, `must have ${PASSWORD_SIGNS_MIN} signs or more`),
    says: 'The password of the first operator; at least 12 signs.',
    example: 'a-long-pass-phrase',
    demo: 'demo-admin-password',
    secret: true,
  }),
} as const;

export type VariableName = keyof typeof variables;
