import { readPayments, secretsOfPayments } from './config-payments.js';
import type { PaymentsConfig } from './config-payments.js';
import { variables } from './config-variables.js';
import type { Variable, VariableName } from './config-variables.js';

/**
 * The one reader of the environment. In: variables as text. Out: a typed Config, or a
 * ConfigError with one sentence per fault. No value of a secret is ever part of a sentence.
 *
 * An empty variable counts as unset: compose files and dashboards write it that way.
 */

/** What the environment holds, before it is checked. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything the service is told from outside, checked. */
export interface Config {
  readonly nodeEnv: 'development' | 'test' | 'production';
  readonly processRole: 'all' | 'web' | 'worker';
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
  readonly dataDir: string;
  /** Undefined: the embedded Postgres under `dataDir`, whose launcher makes all three addresses. */
  readonly databaseUrl: string | undefined;
  readonly databaseOwnerUrl: string | undefined;
  readonly queueDatabaseUrl: string | undefined;
  /** Undefined: the queue is on Postgres. */
  readonly redisUrl: string | undefined;
  readonly demo: boolean;
  readonly whatsapp: {
    /** One or more, any of which may have signed a webhook. */
    readonly appSecrets: readonly string[];
    readonly verifyToken: string;
    readonly accessToken: string;
  };
  readonly graph: {
    /** Undefined: the double that the demo starts. Never ends in a slash. */
    readonly baseUrl: string | undefined;
    readonly version: string;
  };
  readonly ussd: {
    /** One or more, any of which may stand in an address. */
    readonly pathTokens: readonly string[];
    readonly pinKey: string;
  };
  readonly sms: {
    /** One or more, any of which may stand in an address. */
    readonly pathTokens: readonly string[];
    readonly username: string;
    readonly apiKey: string;
    /** Undefined: messages come from the town's own number. */
    readonly senderId: string | undefined;
    /** Undefined: what the SDK has, or the double that the demo starts. Never ends in a slash. */
    readonly baseUrl: string | undefined;
  };
  /** Where what people send is kept: a folder, or a bucket where one is named. */
  readonly media: { readonly folder: string } | { readonly s3: S3Config };
  readonly payments: PaymentsConfig;
  readonly jwtSecret: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** Variables that took their demo value, to be printed at the start. */
  readonly demoValues: readonly { readonly name: VariableName; readonly value: string }[];
  /** Every text that must never reach a log. */
  readonly secrets: readonly string[];
}

/** A bucket, and who we are to its server. */
export interface S3Config {
  readonly bucket: string;
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The environment was refused: one sentence per fault, none of which holds a secret's value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the environment is not usable:\n${problems.map((one) => `  - ${one}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads variables one by one and gathers what is wrong with them. */
class Reader {
  readonly problems: string[] = [];
  readonly demoValues: { name: VariableName; value: string }[] = [];
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  /** The text as given, undefined where unset or empty. */
  given(name: VariableName): string | undefined {
    const value = this.#env[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** The value, its fallback, or undefined; a fault is noted. */
  optional<T>(name: VariableName, one: Variable<T>): T | undefined {
    const value = this.given(name) ?? one.fallback;
    if (value === undefined) return undefined;
    const result = one.read.safeParse(value);
    if (result.success) return result.data;
    const shown = one.secret ? '' : `, not "${value.slice(0, 60)}"`;
    const wants = result.error.issues[0]?.message ?? 'is not usable';
    this.problems.push(`${name} ${lowerFirst(wants)}${shown}`);
    return undefined;
  }

  /** The value, or the demo's where that is allowed. A fault is noted and `instead` returned. */
  needed<T>(name: VariableName, one: Variable<T>, demo: boolean, instead: T): T {
    if (this.given(name) === undefined && one.demo !== undefined) {
      if (!demo) {
        this.problems.push(`${name} is not set`);
        return instead;
      }
      this.demoValues.push({ name, value: one.demo });
      return one.read.parse(one.demo);
    }
    return this.optional(name, one) ?? instead;
  }
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** Names every variable whose value is the one the demo uses, taken or given. */
function demoValuesInUse(reader: Reader): VariableName[] {
  return Object.entries(variables).flatMap(([key, one]: [string, Variable<unknown>]) => {
    const name = key as VariableName;
    if (one.demo === undefined) return [];
    const parts = reader.given(name)?.split(',') ?? [];
    const taken = reader.demoValues.some((value) => value.name === name);
    return taken || parts.some((part) => part.trim() === one.demo) ? [name] : [];
  });
}

/** Rules that look at more than one variable. */
function checkTogether(reader: Reader): void {
  const has = (name: VariableName): boolean => reader.given(name) !== undefined;
  if (has('DATABASE_URL') && !has('REDIS_URL') && !has('QUEUE_DATABASE_URL')) {
    reader.problems.push('REDIS_URL or QUEUE_DATABASE_URL must be set when DATABASE_URL is');
  }
  for (const name of ['DATABASE_OWNER_URL', 'QUEUE_DATABASE_URL'] as const) {
    if (has(name) && !has('DATABASE_URL')) {
      reader.problems.push(`${name} is set, but DATABASE_URL is not`);
    }
  }
}

function mediaPlace(reader: Reader, dataDir: string): Config['media'] {
  const v = variables;
  const bucket = reader.optional('S3_BUCKET', v.S3_BUCKET);
  if (bucket === undefined) {
    return { folder: reader.optional('MEDIA_DIR', v.MEDIA_DIR) ?? `${dataDir}/media` };
  }
  const with3 = <T>(name: VariableName, one: Variable<T>): T | '' => {
    if (reader.given(name) === undefined) {
      reader.problems.push(`${name} must be set when S3_BUCKET is`);
    }
    return reader.optional(name, one) ?? '';
  };
  return {
    s3: {
      bucket,
      endpoint: withoutSlash(with3('S3_ENDPOINT', v.S3_ENDPOINT)) ?? '',
      region: reader.optional('S3_REGION', v.S3_REGION) ?? '',
      accessKeyId: with3('S3_ACCESS_KEY_ID', v.S3_ACCESS_KEY_ID),
      secretAccessKey: with3('S3_SECRET_ACCESS_KEY', v.S3_SECRET_ACCESS_KEY),
    },
  };
}

function withoutSlash(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '');
}

/** The passwords inside addresses, as written and as decoded. */
function passwordsOf(urls: readonly (string | undefined)[]): string[] {
  return urls.flatMap((url) => {
    const password = url === undefined ? '' : new URL(url).password;
    return password === '' ? [] : [password, decodeURIComponent(password)];
  });
}

const META = 'https://graph.facebook.com';

/**
 * Checks an environment and returns what it says. Throws a ConfigError that names every variable
 * that is missing or wrong, and in production every one that has the value of the demo.
 */
export function readConfig(env: Environment): Config {
  const v = variables;
  const reader = new Reader(env);
  const nodeEnv = reader.optional('NODE_ENV', v.NODE_ENV) ?? 'production';
  const databaseUrl = reader.optional('DATABASE_URL', v.DATABASE_URL);
  const isDatabaseGiven = reader.given('DATABASE_URL') !== undefined;
  const demo = reader.optional('DEMO', v.DEMO) ?? !isDatabaseGiven;
  const graphUrl = withoutSlash(reader.optional('GRAPH_BASE_URL', v.GRAPH_BASE_URL));
  const config = {
    nodeEnv,
    processRole: reader.optional('PROCESS_ROLE', v.PROCESS_ROLE) ?? 'all',
    host: reader.optional('HOST', v.HOST) ?? '',
    port: reader.optional('PORT', v.PORT) ?? 0,
    logLevel: reader.optional('LOG_LEVEL', v.LOG_LEVEL) ?? 'info',
    dataDir: reader.optional('DATA_DIR', v.DATA_DIR) ?? '',
    databaseUrl,
    databaseOwnerUrl: reader.optional('DATABASE_OWNER_URL', v.DATABASE_OWNER_URL),
    queueDatabaseUrl: reader.optional('QUEUE_DATABASE_URL', v.QUEUE_DATABASE_URL),
    redisUrl: reader.optional('REDIS_URL', v.REDIS_URL),
    demo,
    whatsapp: {
      appSecrets: reader.needed('WHATSAPP_APP_SECRET', v.WHATSAPP_APP_SECRET, demo, []),
      verifyToken: reader.needed('WHATSAPP_VERIFY_TOKEN', v.WHATSAPP_VERIFY_TOKEN, demo, ''),
      accessToken: reader.needed('WHATSAPP_ACCESS_TOKEN', v.WHATSAPP_ACCESS_TOKEN, demo, ''),
    },
    graph: {
      baseUrl: graphUrl ?? (demo ? undefined : META),
      version: reader.optional('GRAPH_VERSION', v.GRAPH_VERSION) ?? '',
    },
    ussd: {
      pathTokens: reader.needed('USSD_PATH_TOKEN', v.USSD_PATH_TOKEN, demo, []),
      pinKey: reader.needed('PIN_KEY', v.PIN_KEY, demo, ''),
    },
    sms: {
      pathTokens: reader.needed('SMS_PATH_TOKEN', v.SMS_PATH_TOKEN, demo, []),
      username: reader.needed('AT_USERNAME', v.AT_USERNAME, demo, ''),
      apiKey: reader.needed('AT_API_KEY', v.AT_API_KEY, demo, ''),
      senderId: reader.optional('AT_SENDER_ID', v.AT_SENDER_ID),
      baseUrl: withoutSlash(reader.optional('SMS_BASE_URL', v.SMS_BASE_URL)),
    },
    media: mediaPlace(reader, reader.optional('DATA_DIR', v.DATA_DIR) ?? ''),
    payments: readPayments(reader),
    jwtSecret: reader.needed('JWT_SECRET', v.JWT_SECRET, demo, ''),
    admin: {
      email: reader.needed('ADMIN_EMAIL', v.ADMIN_EMAIL, demo, ''),
      password: reader.needed('ADMIN_PASSWORD', v.ADMIN_PASSWORD, demo, ''),
    },
  };
  checkTogether(reader);
  if (nodeEnv === 'production') refuseDemoValues(reader);
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return { ...config, demoValues: reader.demoValues, secrets: secretsOf(config) };
}

function refuseDemoValues(reader: Reader): void {
  for (const name of demoValuesInUse(reader)) {
    const how = reader.given(name) === undefined ? 'is not set' : 'has the value of the demo';
    reader.problems.push(`${name} ${how}, which production does not start on`);
  }
}

function secretsOf(config: Omit<Config, 'demoValues' | 'secrets'>): string[] {
  const { whatsapp, ussd, sms, media, jwtSecret, admin } = config;
  const urls = [config.databaseUrl, config.databaseOwnerUrl, config.queueDatabaseUrl];
  return [
    ...whatsapp.appSecrets,
    whatsapp.verifyToken,
    whatsapp.accessToken,
    ...ussd.pathTokens,
    ussd.pinKey,
    ...sms.pathTokens,
    sms.apiKey,
    ...('s3' in media ? [media.s3.secretAccessKey] : []),
    ...secretsOfPayments(config.payments),
    jwtSecret,
    admin.password,
    ...passwordsOf([...urls, config.redisUrl]),
  ];
}

/** The configuration of this process; throws as `readConfig` does. */
export function processConfig(): Config {
  return readConfig(process.env);
}
