import { ConfigError, readConfig } from '../src/config.js';
import type { Environment } from '../src/config.js';
import { variables } from '../src/config-variables.js';
import type { VariableName } from '../src/config-variables.js';

/** A whole production environment; each case changes a part of it. */
const PRODUCTION: Environment = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://pasal_service:s3rvice-pass@db.internal/pasal',
  DATABASE_OWNER_URL: 'postgres://pasal_owner:0wner%2Fpass@db.internal/pasal',
  REDIS_URL: 'redis://:r3dis-pass@cache.internal:6379',
  WHATSAPP_APP_SECRET: 'first-app-secret, second-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'verify-me',
  WHATSAPP_ACCESS_TOKEN: 'EAAGabcdef',
  USSD_PATH_TOKEN: 'a-path-token-of-ours',
  SMS_PATH_TOKEN: 'a-message-token-of-ours',
  AT_USERNAME: 'our-town',
  AT_API_KEY: 'our-at-api-key',
  PIN_KEY: 'p'.repeat(32),
  JWT_SECRET: 'j'.repeat(32),
  ADMIN_EMAIL: 'operator@example.org',
  ADMIN_PASSWORD: 'a-long-pass-phrase',
};

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const names = Object.keys(variables) as VariableName[];
const demoNames = names.filter((name) => 'demo' in variables[name]);

test('an empty environment is a demo on embedded Postgres', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    nodeEnv: 'development',
    processRole: 'all',
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
    dataDir: '.data',
    databaseUrl: undefined,
    redisUrl: undefined,
    demo: true,
    whatsapp: { appSecrets: ['demo-app-secret'], verifyToken: 'demo-verify-token' },
    graph: { baseUrl: undefined, version: 'v26.0' },
  });
  expect(config.demoValues.map(({ name }) => name)).toEqual(demoNames);
});

test('a whole production environment is taken as given', () => {
  const config = readConfig({ ...PRODUCTION, PORT: '8080', PROCESS_ROLE: 'worker' });
  expect(config).toMatchObject({
    demo: false,
    port: 8080,
    processRole: 'worker',
    whatsapp: { appSecrets: ['first-app-secret', 'second-app-secret'] },
    graph: { baseUrl: 'https://graph.facebook.com' },
    demoValues: [],
  });
});

test('every secret of it is listed for the log to mask', () => {
  expect(readConfig(PRODUCTION).secrets).toEqual(
    expect.arrayContaining([
      'first-app-secret',
      'second-app-secret',
      'verify-me',
      'EAAGabcdef',
      'a-path-token-of-ours',
      'p'.repeat(32),
      'j'.repeat(32),
      'a-long-pass-phrase',
      's3rvice-pass',
      '0wner%2Fpass',
      '0wner/pass',
      'r3dis-pass',
    ]),
  );
});

test('the demo is off by default once a database is given, and then nothing is made up', () => {
  const env = { DATABASE_URL: 'postgres://a@b/c', REDIS_URL: 'redis://cache' };
  expect(problemsOf(env)).toEqual(demoNames.map((name) => `${name} is not set`));
  expect(readConfig({ ...env, DEMO: 'on' }).demo).toBe(true);
});

test('the demo can be off on embedded Postgres too', () => {
  expect(problemsOf({ DEMO: 'off' })).toEqual(demoNames.map((name) => `${name} is not set`));
});

test.each(demoNames)('production refuses the demo value of %s, given or taken', (name) => {
  const demo = variables[name] as { readonly demo: string };
  const refusal = [expect.stringMatching(`^${name} .*production does not start on$`)];
  expect(problemsOf({ ...PRODUCTION, [name]: demo.demo })).toEqual(refusal);
  expect(problemsOf({ ...PRODUCTION, DEMO: 'on', [name]: undefined })).toEqual(refusal);
});

test('production refuses a demo secret that hides in a rotation', () => {
  const env = { ...PRODUCTION, WHATSAPP_APP_SECRET: 'mine,demo-app-secret' };
  expect(problemsOf(env)).toHaveLength(1);
});

test('production on an empty environment names every secret at once', () => {
  const problems = problemsOf({ NODE_ENV: 'production' });
  expect(problems.map((line) => line.split(' ')[0])).toEqual(demoNames);
});

const bad: readonly [VariableName, string, string][] = [
  ['NODE_ENV', 'prod', 'prod'],
  ['PROCESS_ROLE', 'everything', 'everything'],
  ['PORT', '70000', '70000'],
  ['PORT', '80a', '80a'],
  ['PORT', '-1', '-1'],
  ['LOG_LEVEL', 'loud', 'loud'],
  ['DATABASE_URL', 'mysql://root:hunter2@db/x', ''],
  ['DATABASE_URL', 'postgres://a:hunter2%zz@db/x', ''],
  ['DATABASE_OWNER_URL', 'hunter2', ''],
  ['QUEUE_DATABASE_URL', 'http://hunter2@db', ''],
  ['REDIS_URL', 'http://:hunter2@cache', ''],
  ['DEMO', 'yes', 'yes'],
  ['WHATSAPP_APP_SECRET', 'hunter2,,other', ''],
  ['GRAPH_BASE_URL', 'graph.facebook.com', 'graph.facebook.com'],
  ['GRAPH_VERSION', '26', '26'],
  ['JWT_SECRET', 'hunter2', ''],
  ['ADMIN_EMAIL', 'me', 'me'],
  ['ADMIN_PASSWORD', 'hunter2', ''],
];

test.each(bad)('%s=%s is refused by name', (name, value, shown) => {
  const problems = problemsOf({ ...PRODUCTION, [name]: value });
  expect(problems[0]).toMatch(new RegExp(`^${name} `));
  expect(problems[0]).toContain(shown);
  expect(problems.join()).not.toContain('hunter2');
});

test('several faults are named together', () => {
  const problems = problemsOf({ ...PRODUCTION, PORT: 'x', GRAPH_VERSION: 'x', JWT_SECRET: '' });
  expect(problems.map((line) => line.split(' ')[0])).toEqual([
    'PORT',
    'GRAPH_VERSION',
    'JWT_SECRET',
  ]);
});

test('a queue needs a place when the database is not the embedded one', () => {
  expect(problemsOf({ ...PRODUCTION, REDIS_URL: '' })).toEqual([
    'REDIS_URL or QUEUE_DATABASE_URL must be set when DATABASE_URL is',
  ]);
  const queue = { REDIS_URL: undefined, QUEUE_DATABASE_URL: 'postgres://q:p@db.internal/pasal' };
  expect(problemsOf({ ...PRODUCTION, ...queue })).toEqual([]);
});

test('owner and queue addresses make no sense without the database', () => {
  const env = { DATABASE_OWNER_URL: 'postgres://a@b/c', QUEUE_DATABASE_URL: 'postgres://q@b/c' };
  expect(problemsOf(env)).toEqual([
    'DATABASE_OWNER_URL is set, but DATABASE_URL is not',
    'QUEUE_DATABASE_URL is set, but DATABASE_URL is not',
  ]);
});

test('an empty variable counts as unset, and blanks around a value are dropped', () => {
  expect(readConfig({ PORT: '', GRAPH_BASE_URL: ' http://127.0.0.1:9/ ' })).toMatchObject({
    port: 3000,
    graph: { baseUrl: 'http://127.0.0.1:9' },
  });
});

/** All of every provider of wallets. */
const WALLETS: Environment = {
  PAYMENTS_CALLBACK_URL: 'https://pasal.example.org/',
  PAYMENTS_PATH_TOKEN: 'a-payment-token-of-ours',
  MOMO_BASE_URL: 'https://momo.example.org/',
  MOMO_SUBSCRIPTION_KEY: 'momo-subscription-key',
  MOMO_API_USER: '6a1e3b1c-0000-4000-8000-000000000000',
  MOMO_API_KEY: 'momo-api-key',
  DARAJA_BASE_URL: 'https://daraja.example.org',
  DARAJA_CONSUMER_KEY: 'daraja-consumer-key',
  DARAJA_CONSUMER_SECRET: 'daraja-consumer-secret',
  DARAJA_SHORTCODE: '174379',
  DARAJA_PASSKEY: 'daraja-passkey',
  KHALTI_BASE_URL: 'https://khalti.example.org',
  KHALTI_SECRET_KEY: 'khalti-secret-key',
  KHALTI_RETURN_URL: 'https://town.example.org/paid',
};

test('providers of wallets are taken as given, and their secrets are masked', () => {
  const { payments, secrets } = readConfig({ ...PRODUCTION, ...WALLETS });
  expect(payments).toMatchObject({
    pathTokens: ['a-payment-token-of-ours'],
    callbackUrl: 'https://pasal.example.org',
    momo: { baseUrl: 'https://momo.example.org', targetEnvironment: 'sandbox' },
    daraja: { shortcode: '174379', kind: 'paybill' },
    khalti: { returnUrl: 'https://town.example.org/paid' },
  });
  const named = [
    'PAYMENTS_PATH_TOKEN',
    'MOMO_SUBSCRIPTION_KEY',
    'MOMO_API_KEY',
    'DARAJA_CONSUMER_SECRET',
    'DARAJA_PASSKEY',
    'KHALTI_SECRET_KEY',
  ] as const;
  expect(secrets).toEqual(expect.arrayContaining(named.map((name) => WALLETS[name])));
});

test('without any of it nobody is asked to pay', () => {
  const { payments } = readConfig(PRODUCTION);
  expect(payments).toMatchObject({ momo: undefined, daraja: undefined, khalti: undefined });
});

test.each(Object.keys(WALLETS))('a provider that lacks %s is refused, by that name', (name) => {
  const { [name]: _, ...rest } = WALLETS;
  const problems = problemsOf({ ...PRODUCTION, ...rest });
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.join('; ')).toContain(name);
});
