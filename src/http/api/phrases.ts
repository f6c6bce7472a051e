import { z } from 'zod';
import { LIMITS } from '../../base/limits.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { readProductNames } from '../../domain/catalogue/catalogue.js';
import { listAskedPhrases } from '../../domain/phrases/clarifications.js';
import type { AskedPhrase } from '../../domain/phrases/clarifications.js';
import { forgetPhrase, learnedPhrases } from '../../domain/phrases/phrases.js';
import { findRetailer, NO_RETAILER } from './retailers.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, townParam } from './shapes.js';

/** What words were learned to mean, and which words a town lacks. */

const productSchema = z.strictObject({ id: idSchema, sku: z.string(), name: z.string() });

const learnedSchema = z
  .strictObject({
    phrase: z.string().describe('The key of the words: spelling keys, sizes, %unit'),
    said: z.string().describe('As typed when it was learned last'),
    product: productSchema,
    times: z.int().min(1).describe('How often in a row this product was chosen and ordered'),
    learned_at: instantSchema,
  })
  .meta({ id: 'LearnedPhrase' });

const askedSchema = z
  .strictObject({
    phrase: z.string().describe('The key of the words'),
    why: z.string().describe('What was in doubt'),
    said: z.string().describe('As typed last'),
    asked: z.int().min(1),
    chosen: z.int().min(0),
    none: z.int().min(0).describe('Answered with none of what was offered'),
    unanswered: z.int().min(0).describe('Dropped, written anew, or left without an answer'),
    product: productSchema.nullable().describe('Chosen most often: what an alias would name'),
  })
  .meta({ id: 'AskedPhrase' });

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/retailers/{retailer}/phrases',
  name: 'listLearnedPhrases',
  summary: 'What a retailer was understood to mean, learned from confirmed answers, newest first',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body: {},
  answer: z.strictObject({ data: z.array(learnedSchema).max(LIMITS.learned_phrases_max) }),
  refusals: { no_such_retailer: NO_RETAILER },
  work: async (tx, { path }) => {
    const retailer = await findRetailer(tx, path.retailer);
    if (!retailer.ok) return retailer;
    const phrases = await learnedPhrases(tx, path.retailer);
    const names = await readProductNames(tx, [...new Set(phrases.map((one) => one.productId))]);
    return found({
      data: phrases.map((one) => {
        const { sku = '', name = '' } = names.get(one.productId) ?? {};
        return {
          phrase: one.phrase,
          said: one.said,
          product: { id: one.productId, sku, name },
          times: one.times,
          learned_at: one.learnedAt.toISOString(),
        };
      }),
    });
  },
});

async function forgetOf(
  tx: Tx,
  retailerId: string,
  phrase: string,
): Promise<Outcome<undefined, 'no_such_retailer' | 'no_such_phrase'>> {
  const retailer = await findRetailer(tx, retailerId);
  return retailer.ok ? forgetPhrase(tx, retailerId, phrase) : retailer;
}

const forget = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/retailers/{retailer}/phrases/forget',
  name: 'forgetLearnedPhrase',
  summary: 'Forget what a phrase of a retailer was learned to mean; it is asked about again',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body: {
    phrase: z
      .string()
      .min(1)
      .max(LIMITS.phrase_characters_max)
      .refine((phrase) => !phrase.includes('\u0000'), 'holds what no text may hold'),
  },
  answer: z.strictObject({ forgotten: z.literal(true) }),
  refusals: {
    no_such_retailer: NO_RETAILER,
    no_such_phrase: { status: 404, title: 'The retailer taught no such phrase' },
  },
  work: async (tx, { path, body }) => {
    const forgotten = await forgetOf(tx, path.retailer, body.phrase);
    return forgotten.ok ? found({ forgotten: true }) : forgotten;
  },
});

function showAsked(one: AskedPhrase): z.input<typeof askedSchema> {
  return { ...one };
}

const DAY_MS = 24 * 60 * 60 * 1000;

const lacking = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/phrases',
  name: 'listAskedPhrases',
  summary: 'Phrases the town had to ask about, most often first: candidates for an alias',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: townParam,
  query: {
    days: z.coerce.number().int().min(1).max(LIMITS.asked_phrases_days_max).default(30),
    limit: z.coerce.number().int().min(1).max(LIMITS.asked_phrases_rows_max).default(50),
  },
  body: {},
  answer: z.strictObject({ data: z.array(askedSchema).max(LIMITS.asked_phrases_rows_max) }),
  refusals: {},
  work: async (tx, { query, cause }) => {
    const since = new Date(cause.universe.nowMs() - query.days * DAY_MS);
    const rows = await listAskedPhrases(tx, since, query.limit);
    return found({ data: rows.map(showAsked) });
  },
});

export const phraseRoutes: readonly Route[] = [list, forget, lacking];
