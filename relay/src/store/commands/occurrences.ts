import type { LeadKey } from '@convoso-connect/core';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { TimeSpan } from '../in-time-order.js';
import type { OccurrenceTable, Schema } from '../schema.js';
import { insertAll, run } from '../many-rows.js';
import { isOneOf } from '../one-of.js';
import type { Db } from '../sqlite.js';

export type OccurrenceRow = Selectable<OccurrenceTable>;

export async function insertOccurrences(
  tx: Transaction<Schema>,
  rows: readonly Insertable<OccurrenceTable>[],
): Promise<void> {
  await insertAll(tx, 'occurrences', rows);
}

export async function findOccurrence(
  db: Db | Transaction<Schema>,
  id: string,
): Promise<OccurrenceRow | undefined> {
  return db.selectFrom('occurrences').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What an occurrence says and of whom, without the decisions about it, which take far more room. */
export type OccurrenceData = Pick<OccurrenceRow, 'id' | 'occurrence' | 'lead_key' | 'lead_phone'>;

export async function findOccurrences(
  db: Db | Transaction<Schema>,
  ids: readonly string[],
): Promise<OccurrenceData[]> {
  if (ids.length === 0) return [];
  const text = `select id, occurrence, lead_key, lead_phone from occurrences
    where id in (select value from json_each(?))`;
  return (await run<OccurrenceData>(db, text, [JSON.stringify(ids)])).rows;
}

/** The phone number of each of these occurrences that has one: the lead's, else the one dialled; in normal form. */
export async function phonesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('occurrences')
    .select(['id', 'lead_phone', 'call_phone'])
    .where(isOneOf('id', ids))
    .execute();
  return new Map(
    rows.flatMap(({ id, lead_phone, call_phone }) => {
      const phone = lead_phone ?? call_phone;
      return phone === null ? [] : [[id, phone]];
    }),
  );
}

/**
 * The newest first, below `after` where a page ended there; of one phone number (in normal form, the lead's or the
 * one dialled) where one is given.
 */
export async function recentOccurrences(
  db: Db,
  { phone, after = null, limit }: { phone: string | null; after?: number | null; limit: number },
): Promise<OccurrenceRow[]> {
  const all = db.selectFrom('occurrences').selectAll().orderBy('seq', 'desc').limit(limit);
  const newest = after === null ? all : all.where('seq', '<', after);
  if (phone === null) return newest.execute();
  const byLead = await newest.where('lead_phone', '=', phone).execute();
  const byCall = await newest.where('call_phone', '=', phone).execute();
  const both = new Map([...byLead, ...byCall].map((row) => [row.seq, row]));
  return [...both.values()].sort((a, b) => b.seq - a.seq).slice(0, limit);
}

/** The next occurrences of a lead, newest first, below `after` where a page ended there. */
export async function occurrencesOfLead(
  db: Db,
  { leadKey, from, to }: { leadKey: LeadKey } & TimeSpan,
  { after, limit }: { after: number | null; limit: number },
): Promise<OccurrenceRow[]> {
  let query = db.selectFrom('occurrences').selectAll().where('lead_key', '=', leadKey);
  if (from !== null) query = query.where('received_at', '>=', from);
  if (to !== null) query = query.where('received_at', '<', to);
  if (after !== null) query = query.where('seq', '<', after);
  return query.orderBy('seq', 'desc').limit(limit).execute();
}

/** Puts other decisions in place of those of an occurrence: one of its workflows has been played again. */
export async function replaceDecisions(
  tx: Transaction<Schema>,
  seq: number,
  decisions: string,
): Promise<void> {
  await tx.updateTable('occurrences').set({ decisions }).where('seq', '=', seq).execute();
}
