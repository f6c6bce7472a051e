import { Router } from 'express';
import { HTTP } from '../base/limits.js';
import type { Universe } from '../base/universe.js';

/** Something without which the process should get no requests. */
export interface ReadyCheck {
  /** A word for the answer: database, queue, migrations. */
  readonly name: string;
  /** A rejection is a no. */
  readonly isReady: () => Promise<boolean>;
}

/** The page of metrics, as a Prometheus server reads it. */
export interface MetricsPage {
  readonly contentType: string;
  readonly page: () => Promise<string>;
}

/**
 * /healthz says that the process is alive, and costs nothing: restarting would not bring an absent
 * database back. /readyz says whether it should get requests: 503 with the names of what is not
 * ready, and while the process is draining. /metrics is for a Prometheus server.
 */
export function healthRoutes(parts: {
  readonly checks: readonly ReadyCheck[];
  readonly isDraining: () => boolean;
  readonly metrics: MetricsPage;
  readonly universe: Universe;
}): Router {
  const notReady = sharedRounds(parts.checks, parts.universe);
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    const names = parts.isDraining() ? ['draining'] : await notReady();
    response.set('Cache-Control', 'no-store');
    response
      .status(names.length === 0 ? 200 : 503)
      .json({ status: names.length === 0 ? 'ready' : 'not_ready', not_ready: names });
  });
  router.get('/metrics', async (_request, response) => {
    response.set('Content-Type', parts.metrics.contentType).send(await parts.metrics.page());
  });
  return router;
}

/** Runs all checks side by side; askers within a short time share one round of them. */
function sharedRounds(
  checks: readonly ReadyCheck[],
  universe: Universe,
): () => Promise<readonly string[]> {
  let round: Promise<readonly string[]> = Promise.resolve([]);
  let startedMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (universe.nowMs() - startedMs >= HTTP.ready_shared_ms) {
      startedMs = universe.nowMs();
      round = Promise.all(checks.map(failing)).then((names) =>
        names.filter((name) => name !== undefined),
      );
    }
    return round;
  };
}

/** The name of a check that says no, fails or takes too long. */
async function failing(check: ReadyCheck): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), HTTP.ready_check_ms_max);
  });
  try {
    const ready = await Promise.race([check.isReady(), late]);
    return ready ? undefined : check.name;
  } catch {
    return check.name;
  } finally {
    clearTimeout(timer);
  }
}
