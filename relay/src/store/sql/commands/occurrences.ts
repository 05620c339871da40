import type { LeadKey } from '@convoso-connect/core';
import { sql } from 'kysely';
import type { TimeSpan } from '../../ports/lists.js';
import { ENDING_DIGITS, type OccurrenceData, type StoredOccurrence } from '../../ports/occurrences.js';
import { OCCURRENCE_COLUMNS, named, namedText } from '../columns.js';
import { dialectOf } from '../dialect.js';
import { insertAll, run, type Connection } from '../many-rows.js';

const COLUMNS = named(OCCURRENCE_COLUMNS);

export async function insertOccurrences(db: Connection, rows: readonly StoredOccurrence[]): Promise<void> {
  await insertAll(db, 'occurrences', rows);
}

export async function findOccurrence(db: Connection, id: string): Promise<StoredOccurrence | undefined> {
  return db.selectFrom('occurrences').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

const DATA = namedText(['id', 'occurrence', 'lead_key', 'lead_phone']);

export async function findOccurrences(db: Connection, ids: readonly string[]): Promise<OccurrenceData[]> {
  if (ids.length === 0) return [];
  const dialect = dialectOf(db);
  const text = `select ${DATA} from occurrences where ${dialect.isOneOf('id', '?')}`;
  return (await run<OccurrenceData>(db, text, [dialect.listed(ids)])).rows;
}

/**
 * The newest first, below `after` where a page ended there; of one phone number (in normal form, the lead's or the
 * one dialled) where one is given.
 */
export async function recentOccurrences(
  db: Connection,
  { phone, after = null, limit }: { phone: string | null; after?: number | null; limit: number },
): Promise<StoredOccurrence[]> {
  const all = db.selectFrom('occurrences').select(COLUMNS).orderBy('seq', 'desc').limit(limit);
  const newest = after === null ? all : all.where('seq', '<', after);
  if (phone === null) return newest.execute();
  const byLead = await newest.where('lead_phone', '=', phone).execute();
  const byCall = await newest.where('call_phone', '=', phone).execute();
  const both = new Map([...byLead, ...byCall].map((row) => [row.seq, row]));
  return [...both.values()].sort((a, b) => b.seq - a.seq).slice(0, limit);
}

/** Those that end in the same last digits are found by them, and looked at for the digits before. */
export async function occurrencesEnding(
  db: Connection,
  digits: string,
  limit: number,
): Promise<StoredOccurrence[]> {
  const last = (column: string, count: string) => sql<string>`${sql.raw(dialectOf(db).last(column, count))}`;
  const by = (column: 'lead_phone' | 'call_phone') =>
    db
      .selectFrom('occurrences')
      .select(COLUMNS)
      // As it stands in the indexes, which SQLite compares by its text.
      .where(column, 'is not', null)
      .where(last(column, String(ENDING_DIGITS)), '=', digits.slice(-ENDING_DIGITS))
      .where(last(column, String(digits.length)), '=', digits)
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
  const both = new Map(
    [...(await by('lead_phone')), ...(await by('call_phone'))].map((row) => [row.seq, row]),
  );
  return [...both.values()].sort((a, b) => b.seq - a.seq).slice(0, limit);
}

/** The next occurrences of a lead, newest first, below `after` where a page ended there. */
export async function occurrencesOfLead(
  db: Connection,
  { leadKey, from, to }: { leadKey: LeadKey } & TimeSpan,
  { after, limit }: { after: number | null; limit: number },
): Promise<StoredOccurrence[]> {
  let query = db.selectFrom('occurrences').select(COLUMNS).where('lead_key', '=', leadKey);
  if (from !== null) query = query.where('received_at', '>=', from);
  if (to !== null) query = query.where('received_at', '<', to);
  if (after !== null) query = query.where('seq', '<', after);
  return query.orderBy('seq', 'desc').limit(limit).execute();
}

/** Puts other decisions in place of those of an occurrence: one of its workflows has been played again. */
export async function replaceDecisions(db: Connection, seq: number, decisions: string): Promise<void> {
  await db.updateTable('occurrences').set({ decisions }).where('seq', '=', seq).execute();
}
