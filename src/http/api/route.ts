import type { z } from 'zod';
import type { Cause } from '../../base/cause.js';
import type { FileSort } from '../../base/file-sorts.js';
import type { Log } from '../../base/log.js';
import type { Outcome } from '../../base/outcome.js';
import type { Universe } from '../../base/universe.js';
import type { inTown, Tx } from '../../db/transaction.js';
import type { ReachedTown, Role } from '../../domain/users/users.js';
import type { FileStorage } from '../../gateways/storage/file-storage.js';
import type { Wake } from '../../usecases/wake.js';
import type { LoginTries } from './login-tries.js';
import type { Tokens } from './tokens.js';

/** The pool; what it is made of is the database layer's own. */
export type Database = Parameters<typeof inTown>[0];

/** What is rung after a commit that left work behind. Hints: every one of them may be lost. */
export interface ApiBells {
  /** A party of this lane has something new to hear. */
  readonly inbound: (lane: number) => void;
  /** Work is due now. */
  readonly due: () => void;
  /** Something waits to be sent. */
  readonly relay: () => void;
}

/** What the routes work with. */
export interface ApiParts {
  readonly database: Database;
  readonly universe: Universe;
  readonly log: Log;
  readonly tokens: Tokens;
  readonly loginTries: LoginTries;
  readonly bells: ApiBells;
  /** Seals the PINs of the keypads. */
  readonly pinKey: string;
  /** Left out: no file is handed out. */
  readonly files?: FileStorage | undefined;
}

/** Which rate limit a route falls under. */
export type RateClass = 'login' | 'read' | 'command';

/** Fields by name, as zod knows them. Every object of the API is strict. */
export type Fields = Readonly<Record<string, z.ZodType>>;
export type Values<F extends Fields> = { readonly [K in keyof F]: z.output<F[K]> };

/** How a refusal is answered: a use case's word gets a status and one sentence. */
export interface RefusalAnswer {
  readonly status: 401 | 404 | 409 | 429;
  readonly title: string;
}

/** What a request says, checked against its route. */
export interface ApiRequest<P extends Fields, Q extends Fields, B extends Fields> {
  readonly path: Values<P>;
  readonly query: Values<Q>;
  readonly body: Values<B>;
  /** With the user as actor; the machine where a route asks for nobody. */
  readonly cause: Cause;
  /** Seals the PINs of the keypads. */
  readonly pinKey: string;
  /** What came as body of a route that takes a file: in our storage already. */
  readonly file?: TakenFile;
}

/** A file that was given to us. */
export interface TakenFile {
  readonly mimeType: FileSort;
  readonly storageKey: string;
}

/** What a route found or did. */
export interface Reply<A> {
  readonly body: A;
  /** What the use case left for others. */
  readonly wake?: Wake;
  /** Whether it left something to be sent. */
  readonly said?: boolean;
  /** A file of our storage that is handed out in place of the body, read after the commit. */
  readonly file?: { readonly key: string; readonly mimeType: string; readonly name: string };
}

interface Declared<
  P extends Fields,
  Q extends Fields,
  B extends Fields,
  A extends z.ZodType,
  R extends string,
> {
  readonly method: 'GET' | 'POST';
  /** As in OpenAPI: /v1/towns/{town}/orders. */
  readonly path: string;
  /** The operation's name for generated clients. */
  readonly name: string;
  readonly summary: string;
  readonly rate: RateClass;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly answer: A;
  /** Its body is a file, of a sort that we hand on, and no JSON. */
  readonly takes?: 'file';
  /** It hands out a file; its answer is no JSON. */
  readonly handsOut?: 'file';
  readonly refusals: Readonly<Record<R, RefusalAnswer>>;
}

/** A route inside one town: its work is one transaction, entered for that town. */
export interface TownRoute<
  P extends Fields,
  Q extends Fields,
  B extends Fields,
  A extends z.ZodType,
  R extends string,
> extends Declared<P, Q, B, A, R> {
  readonly scope: 'town';
  readonly roles: readonly Role[];
  readonly work: (
    tx: Tx,
    request: ApiRequest<P, Q, B> & { readonly town: ReachedTown },
  ) => Promise<Outcome<Reply<z.input<A>>, R>>;
}

/** A route of a user, or of nobody in particular, outside of any town. */
export interface PlatformRoute<
  P extends Fields,
  Q extends Fields,
  B extends Fields,
  A extends z.ZodType,
  R extends string,
> extends Declared<P, Q, B, A, R> {
  readonly scope: 'platform';
  readonly roles: readonly Role[] | 'anyone';
  readonly work: (
    parts: ApiParts,
    request: ApiRequest<P, Q, B>,
  ) => Promise<Outcome<Reply<z.input<A>>, R>>;
}

/** A row of the route table: the same for the router, the OpenAPI document and the tests. */
export type Route =
  | TownRoute<Fields, Fields, Fields, z.ZodType, string>
  | PlatformRoute<Fields, Fields, Fields, z.ZodType, string>;

/** Declares a route inside a town; the types of what its work gets follow from the schemas. */
export function townRoute<
  P extends Fields,
  Q extends Fields,
  B extends Fields,
  A extends z.ZodType,
  R extends string,
>(route: Omit<TownRoute<P, Q, B, A, R>, 'scope'>): Route {
  return { ...route, scope: 'town' } as unknown as Route;
}

/** Declares a route outside of any town. */
export function platformRoute<
  P extends Fields,
  Q extends Fields,
  B extends Fields,
  A extends z.ZodType,
  R extends string,
>(route: Omit<PlatformRoute<P, Q, B, A, R>, 'scope'>): Route {
  return { ...route, scope: 'platform' } as unknown as Route;
}
