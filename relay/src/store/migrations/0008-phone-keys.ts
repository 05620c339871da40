import {
  leadKeyOf,
  normalisePhone,
  textOf,
  type LeadKey,
  type LeadState,
  type Occurrence,
} from '@convoso-connect/core';
import { sql, type Kysely } from 'kysely';

/** Rows looked at in one go, so that a large store takes no memory. */
const AT_ONCE = 500;

/** What core's key of a lead begins with where it is a phone number. */
const PHONE = 'phone:';

/**
 * Numbers had several spellings, each of which made a lead of its own, and placeholders made one lead of many. Leads get
 * the keys of the one normal form: their states, guards, running calls, actions with their lanes, attempts and
 * occurrences. Two leads that turn out to be one keep the newer state. What was known under a placeholder was of many
 * people, and goes.
 */
export async function normalisePhoneKeys(db: Kysely<unknown>): Promise<void> {
  await rekeyOccurrences(db);
  const keys = await keysToChange(db);
  for (const [from, to] of keys) await rekey(db, from, to);
}

interface OccurrenceRow {
  readonly seq: number;
  readonly occurrence: string;
  readonly lead_key: string | null;
}

/** Those are looked at whose number is not ten digits, and those whose key may be a placeholder. */
async function rekeyOccurrences(db: Kysely<unknown>): Promise<void> {
  for (let after = -1; ;) {
    const { rows } = await sql<OccurrenceRow>`
      select seq, occurrence, lead_key from occurrences
      where seq > ${after} and (
        length(lead_phone) != 10 or length(call_phone) != 10
        or (lead_key like 'phone:%' and length(lead_key) != 16)
        or (lead_key like 'lead:%' and lead_key glob 'lead:*[^0-9]*'))
      order by seq limit ${AT_ONCE}
    `.execute(db);
    for (const row of rows) await rekeyOccurrence(db, row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

async function rekeyOccurrence(
  db: Kysely<unknown>,
  { seq, occurrence: stored, lead_key: before }: OccurrenceRow,
): Promise<void> {
  const occurrence = JSON.parse(stored) as Occurrence;
  const { lead, callLog } = occurrence.snapshot;
  const [leadPhone, callPhone] = [lead, callLog].map((fields) =>
    normalisePhone(textOf(fields['phone_number'] ?? '')),
  );
  const leadKey = leadKeyOf(occurrence.snapshot);
  await sql`
    update occurrences set lead_key = ${leadKey}, lead_phone = ${leadPhone ?? callPhone ?? null},
      call_phone = ${leadPhone === null || callPhone === leadPhone ? null : (callPhone ?? null)},
      occurrence = ${JSON.stringify({ ...occurrence, leadKey })}
    where seq = ${seq}
  `.execute(db);
  if (before === null || leadKey === before) return;
  const id = occurrence.id;
  const lane = leadKey ?? `occurrence:${id}`;
  await sql`
    update actions set lead_key = ${leadKey}, lane = ${lane} || substr(lane, ${before.length + 1})
    where occurrence_id = ${id} and lead_key = ${before}
  `.execute(db);
  await sql`
    update attempts set lead_key = ${leadKey}
    where lead_key = ${before} and action_id in (select id from actions where occurrence_id = ${id})
  `.execute(db);
}

interface StateRow {
  readonly lead_key: string;
  readonly state: string | null;
}

/** Keys of states, guards and running calls that are no longer made, with what takes their place; null for nothing. */
async function keysToChange(db: Kysely<unknown>): Promise<ReadonlyMap<string, LeadKey | null>> {
  const keys = new Map<string, LeadKey | null>();
  const { rows } = await sql<StateRow>`
    select lead_key, state from lead_states
    where (lead_key like 'phone:%' and length(lead_key) != 16) or lead_key glob 'lead:*[^0-9]*'
    union all select lead_key, null from guard_states
    where (lead_key like 'phone:%' and length(lead_key) != 16) or lead_key glob 'lead:*[^0-9]*'
    union all select lead_key, null from live_calls
    where (lead_key like 'phone:%' and length(lead_key) != 16) or lead_key glob 'lead:*[^0-9]*'
  `.execute(db);
  for (const row of rows) {
    const key = newKeyOf(row);
    if (key !== row.lead_key && !keys.has(row.lead_key)) keys.set(row.lead_key, key);
  }
  return keys;
}

/** The number as it was written tells more than its digits do: which of them are an extension. */
function newKeyOf({ lead_key: before, state }: StateRow): LeadKey | null {
  if (!before.startsWith(PHONE)) {
    const id = before.slice('lead:'.length);
    return leadKeyOf({ lead: { id }, callLog: {}, extra: {}, custom: {}, flat: [] });
  }
  const fields = state === null ? {} : (JSON.parse(state) as LeadState).fields;
  const written = textOf(fields['phone_number'] ?? '');
  const digits = before.slice(PHONE.length);
  const phone = normalisePhone(written.replace(/\D/g, '').endsWith(digits) ? written : digits);
  return phone === null ? null : `phone:${phone}`;
}

async function rekey(db: Kysely<unknown>, from: string, to: LeadKey | null): Promise<void> {
  if (to !== null) {
    await sql`
      update lead_states set lead_key = ${to} where lead_key = ${from}
      and not exists (select 1 from lead_states as other where other.lead_key = ${to})
    `.execute(db);
    await sql`
      update guard_states set lead_key = ${to} where lead_key = ${from}
      and not exists (select 1 from guard_states as other where other.lead_key = ${to})
    `.execute(db);
    await sql`
      insert into lead_states (lead_key, state, updated_at)
      select ${to}, state, updated_at from lead_states where lead_key = ${from}
      on conflict (lead_key) do update set state = excluded.state, updated_at = excluded.updated_at
      where excluded.updated_at > lead_states.updated_at
    `.execute(db);
  }
  await sql`delete from lead_states where lead_key = ${from}`.execute(db);
  await sql`delete from guard_states where lead_key = ${from}`.execute(db);
  await sql`update live_calls set lead_key = ${to} where lead_key = ${from}`.execute(db);
}
