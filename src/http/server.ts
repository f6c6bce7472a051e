import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import helmet from 'helmet';
import { HTTP } from '../base/limits.js';
import type { Log } from '../base/log.js';
import type { Meter } from '../base/meter.js';
import type { Universe } from '../base/universe.js';
import type { Ussd } from '../channels/ussd/ussd.js';
import type { FileStorage } from '../gateways/storage/file-storage.js';
import type { Intake } from '../inbox/intake.js';
import { openApi } from './api/api.js';
import type { RedisCall } from './api/rate-limits.js';
import type { ApiBells, Database } from './api/route.js';
import { routes } from './api/routes.js';
import { correlate } from './correlation.js';
import { healthRoutes } from './health.js';
import type { MetricsPage, ReadyCheck } from './health.js';
import { answerErrors, refuseUnknownPaths } from './problem-answers.js';
import { logRequests } from './request-log.js';
import type { SmsPosts } from '../channels/sms/posts.js';
import { PAYMENTS_ADDRESS } from '../gateways/payments/callback-path.js';
import { paymentWebhooks } from './payment-webhooks.js';
import { SMS_ADDRESS, smsWebhooks } from './sms-webhooks.js';
import { USSD_ADDRESS, ussdWebhooks } from './ussd-webhooks.js';
import { whatsappWebhook } from './webhooks.js';

/** What the HTTP side is made of. */
export interface ServerParts {
  /** Of the configuration only this. */
  readonly config: {
    readonly whatsapp: { readonly appSecrets: readonly string[]; readonly verifyToken: string };
    readonly jwtSecret: string;
    readonly ussd: { readonly pinKey: string };
  };
  /** How many proxies of ours stand before us: only their word on a client's address counts. */
  readonly proxies: number;
  readonly database: Database;
  readonly intake: Intake;
  /** Left out: no USSD gateway is answered here. */
  readonly ussd?: Ussd;
  /** Left out: no short message is taken here. */
  readonly sms?: { readonly posts: SmsPosts; readonly intake: Intake };
  /** Left out: no callback of a payment is taken here. */
  readonly payments?: { readonly pathTokens: readonly string[] };
  readonly universe: Universe;
  readonly log: Log;
  readonly meter: Meter;
  readonly metrics: MetricsPage;
  readonly checks: readonly ReadyCheck[];
  readonly bells: ApiBells;
  /** Left out: no file that people sent is handed out here. */
  readonly files?: FileStorage | undefined;
  readonly redis?: RedisCall | undefined;
}

/** The HTTP side of a process. */
export interface HttpServer {
  /** Answers a request: what `listen` serves, for tests that need no port. */
  readonly app: RequestListener;
  /** Resolves with the address once it takes connections; rejects when the port is taken. */
  listen(port: number, host: string): Promise<AddressInfo>;
  /** From now on /readyz says no, so that a balancer sends nobody any more; all else goes on. */
  drain(): void;
  /**
   * Takes no more connections and lets running requests end; what has not ended within
   * `close_ms_max` is cut off. Resolves when the last connection is closed.
   */
  close(): Promise<void>;
}

/** Puts the HTTP side together; nothing listens yet. */
export function createServer(parts: ServerParts): HttpServer {
  const direct = new Map<string, RequestListener>([
    ['/webhooks/whatsapp', whatsappWebhook({ ...parts, ...parts.config.whatsapp })],
  ]);
  const { ussd, sms, payments } = parts;
  const messages = sms && smsWebhooks({ ...parts, ...sms });
  const wallets = payments && paymentWebhooks({ ...parts, payments });
  const keypads = ussd && ussdWebhooks({ ...parts, ussd });
  return serverOf(parts.log, (isDraining) => {
    const others = expressApp(parts, isDraining) as RequestListener;
    return (request, response) => {
      const [path = ''] = (request.url ?? '').split('?', 1);
      // A token is part of the address: such a path goes nowhere else, found or not.
      if (keypads && path.startsWith(USSD_ADDRESS)) keypads(request, response);
      else if (messages && path.startsWith(SMS_ADDRESS)) messages(request, response);
      else if (wallets && path.startsWith(PAYMENTS_ADDRESS)) wallets(request, response);
      else (direct.get(path) ?? others)(request, response);
    };
  });
}

/** Only the pages about the process itself: what a worker serves. */
export function createHealthServer(
  parts: Pick<ServerParts, 'universe' | 'log' | 'metrics' | 'checks'>,
): HttpServer {
  return serverOf(parts.log, (isDraining) => {
    const app = express();
    app.disable('x-powered-by');
    app.use(helmet());
    app.use(correlate(parts.universe));
    app.use(healthRoutes({ ...parts, isDraining }));
    app.use(refuseUnknownPaths());
    app.use(answerErrors(parts.log));
    return app as RequestListener;
  });
}

function serverOf(log: Log, build: (isDraining: () => boolean) => RequestListener): HttpServer {
  let draining = false;
  const answer = build(() => draining);
  const app: RequestListener = (request, response) => {
    // A client that comes back on this connection would keep us from closing.
    if (draining) response.shouldKeepAlive = false;
    answer(request, response);
  };
  const server = createHttpServer(
    {
      headersTimeout: HTTP.headers_ms_max,
      requestTimeout: HTTP.request_ms_max,
      keepAliveTimeout: HTTP.keep_alive_ms,
    },
    app,
  );
  server.maxConnections = HTTP.connections_max;
  return {
    app,
    listen: (port, host) => listen(server, port, host),
    drain: () => {
      draining = true;
    },
    close: () => {
      draining = true;
      return close(server, log);
    },
  };
}

function expressApp(parts: ServerParts, isDraining: () => boolean): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', parts.proxies);
  app.set('query parser', 'simple');
  app.use(helmet());
  app.use(correlate(parts.universe));
  app.use(healthRoutes({ ...parts, isDraining }));
  app.use('/v1', (_request, response, next) => {
    // Names, phones and debts: no cache between us and the operator keeps them.
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use('/v1', logRequests(parts));
  app.use(
    openApi(routes, {
      ...parts,
      jwtSecret: parts.config.jwtSecret,
      pinKey: parts.config.ussd.pinKey,
    }),
  );
  app.use(refuseUnknownPaths());
  app.use(answerErrors(parts.log));
  return app;
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

/** Between two looks for connections that fell idle while we are closing. */
const IDLE_LOOK_MS = 50;

async function close(server: Server, log: Log): Promise<void> {
  if (!server.listening) return;
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
  const limit = setTimeout(() => {
    log.warn('requests were cut off, they took too long to end');
    server.closeAllConnections();
  }, HTTP.close_ms_max);
  try {
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
    });
  } finally {
    clearInterval(idle);
    clearTimeout(limit);
  }
}
