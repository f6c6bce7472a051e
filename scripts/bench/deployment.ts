import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { packageRoot } from '../../src/package-root.js';
import { startNode } from './node-process.js';
import type { NodeProcess } from './node-process.js';

/** What the service is told to run apart from the demo, on a database that is migrated already. */
export interface Place {
  readonly serviceUrl: string;
  readonly queueUrl: string;
  /** Undefined: the queue is on Postgres. */
  readonly redisUrl: string | undefined;
  readonly graphUrl: string;
}

/** Secrets that are nobody's; not the demo's, which production refuses. */
export const BENCH_SECRETS = {
  appSecret: 'bench-app-secret-0123456789abcdef',
  accessToken: 'bench-access-token',
  ussdPathToken: 'bench-ussd-path-token',
  pinKey: 'bench-pin-key-0123456789abcdef0123456789',
} as const;

export type Role = 'all' | 'web' | 'worker';

/** Slower starts than this are a fault, even on a busy machine. */
const READY_MS_MAX = 60_000;
const LOOK_MS = 25;

/** The environment of one process of the service, as a production deployment would set it. */
function environmentOf(role: Role, place: Place, port: number): Record<string, string> {
  return {
    NODE_ENV: 'production',
    PROCESS_ROLE: role,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'warn',
    DATABASE_URL: place.serviceUrl,
    QUEUE_DATABASE_URL: place.queueUrl,
    ...(place.redisUrl !== undefined && { REDIS_URL: place.redisUrl }),
    GRAPH_BASE_URL: place.graphUrl,
    WHATSAPP_APP_SECRET: BENCH_SECRETS.appSecret,
    WHATSAPP_ACCESS_TOKEN: BENCH_SECRETS.accessToken,
    WHATSAPP_VERIFY_TOKEN: 'bench-verify-token',
    USSD_PATH_TOKEN: BENCH_SECRETS.ussdPathToken,
    PIN_KEY: BENCH_SECRETS.pinKey,
    SMS_PATH_TOKEN: 'bench-sms-path-token',
    AT_USERNAME: 'bench',
    AT_API_KEY: 'bench-at-api-key',
    JWT_SECRET: 'bench-jwt-secret-0123456789abcdef0123456789',
    ADMIN_EMAIL: 'bench@example.org',
    ADMIN_PASSWORD: 'bench-admin-password',
  };
}

/** One process of the compiled service. */
export interface RoleProcess extends NodeProcess {
  /** Where its own pages are, of the web also the webhook. */
  readonly port: number;
}

/** Starts one process of the service. `nodeArgs` go before the program. */
export function startRole(
  role: Role,
  name: string,
  place: Place,
  port: number,
  nodeArgs: readonly string[] = [],
): RoleProcess {
  const main = path.join(packageRoot, 'dist/src/main.js');
  return { ...startNode(name, [...nodeArgs, main], environmentOf(role, place, port)), port };
}

/** Waits until a process says that it is ready; throws with its last words if it died. */
export async function untilReady(role: RoleProcess): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_MS_MAX; waitedMs += LOOK_MS) {
    if (role.child.exitCode !== null) {
      throw new Error(`${role.name} ended with ${role.child.exitCode}:\n${role.printed()}`);
    }
    if (await isReady(role.port)) return;
    await pause(LOOK_MS);
  }
  throw new Error(`${role.name} was not ready after ${READY_MS_MAX} ms:\n${role.printed()}`);
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await request(`http://127.0.0.1:${port}/readyz`);
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}
