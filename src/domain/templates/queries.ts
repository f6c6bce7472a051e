import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../db/transaction.js';
import type { Template, TemplateKey, TemplateNews } from './template.js';

const COLUMNS = sql`town_id as "townId", id, meaning, name, language, written_in as "writtenIn",
  category, status, quality, body, parameters, buttons, fallback_id as "fallbackId",
  fallback_channel as "fallbackChannel", held_at as "heldAt", held_reason as "heldReason"`;

export async function selectTemplates(
  tx: Tx,
  afterId: string | null,
  rowsMax: number,
): Promise<Template[]> {
  const { rows } = await sql<Template>`
    select ${COLUMNS} from templates
    where town_id = ${tx.townId} and (${afterId}::uuid is null or id > ${afterId})
    order by id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** All of some towns that could be sent for a meaning. */
export async function selectUsable(
  tx: Tx | PlatformTx,
  townIds: readonly string[],
): Promise<Template[]> {
  const { rows } = await sql<Template>`
    select ${COLUMNS} from templates where town_id = any(${townIds}::uuid[])
    order by town_id, meaning, id`.execute(tx);
  return rows;
}

/** Locks those of a name, in one language or in all. */
export async function lockNamed(
  tx: Tx | PlatformTx,
  { townId, name, language }: TemplateKey,
): Promise<Template[]> {
  const { rows } = await sql<Template>`
    select ${COLUMNS} from templates where town_id = ${townId} and name = ${name}
      and (${language ?? null}::text is null or language = ${language ?? null})
    order by id for update`.execute(tx);
  return rows;
}

export async function lockTemplate(tx: Tx, id: string): Promise<Template | undefined> {
  const { rows } = await sql<Template>`
    select ${COLUMNS} from templates where town_id = ${tx.townId} and id = ${id}
    for update`.execute(tx);
  return rows[0];
}

export async function updateHeld(
  tx: Tx | PlatformTx,
  { townId, id }: Pick<Template, 'townId' | 'id'>,
  held: { readonly at: Date; readonly reason: string } | null,
  at: Date,
): Promise<void> {
  await sql`
    update templates set held_at = ${held?.at ?? null}, held_reason = ${held?.reason ?? null},
      changed_at = ${at}
    where town_id = ${townId} and id = ${id}`.execute(tx);
}

export async function updateNews(
  tx: Tx | PlatformTx,
  { townId, id }: Pick<Template, 'townId' | 'id'>,
  { status, quality, category }: TemplateNews,
  at: Date,
): Promise<void> {
  await sql`
    update templates set status = coalesce(${status ?? null}, status),
      quality = coalesce(${quality ?? null}, quality),
      category = coalesce(${category ?? null}, category), changed_at = ${at}
    where town_id = ${townId} and id = ${id}`.execute(tx);
}

/** Writes one down, or over the one of that name and language. */
export async function upsertTemplate(
  tx: Tx,
  template: Omit<Template, 'townId' | 'heldAt' | 'heldReason'>,
  at: Date,
): Promise<Template> {
  const { id, meaning, name, language, writtenIn, category, status, quality } = template;
  const { body, parameters, buttons, fallbackId, fallbackChannel } = template;
  const { rows } = await sql<Template>`
    insert into templates (town_id, id, meaning, name, language, written_in, category, status,
      quality, body, parameters, buttons, fallback_id, fallback_channel, changed_at)
    values (${tx.townId}, ${id}, ${meaning}, ${name}, ${language}, ${writtenIn}, ${category},
      ${status}, ${quality}, ${body}, ${parameters}::text[], ${buttons}::text[], ${fallbackId},
      ${fallbackChannel}, ${at})
    on conflict (town_id, name, language) do update set meaning = excluded.meaning,
      written_in = excluded.written_in, category = excluded.category, status = excluded.status,
      quality = excluded.quality, body = excluded.body, parameters = excluded.parameters,
      buttons = excluded.buttons, fallback_id = excluded.fallback_id,
      fallback_channel = excluded.fallback_channel, changed_at = excluded.changed_at
    returning ${COLUMNS}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a template was written and is not there');
  return row;
}
