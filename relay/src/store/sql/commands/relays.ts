import { sql, type RawBuilder } from 'kysely';
import { KNOWN_MS, type LostRelay, type RegisteredRelay, type Renewal } from '../../ports/relays.js';
import type { Connection } from '../connection.js';
import { dialectOf, inEach, isOneOf } from '../dialect.js';
import { run } from '../many-rows.js';

/** The present by the clock of the store: an embedded one has that of its process. */
export type Instant = RawBuilder<number>;

export async function registeredRelays(db: Connection, now: Instant): Promise<RegisteredRelay[]> {
  const rows = await db
    .selectFrom('relays')
    .leftJoin('relay_homes', 'relay_homes.home', 'relays.home')
    .select(['number', 'name', 'relays.home', 'since', 'known_since'])
    .select(['unready_since', 'unready_message', 'config_refused_at'])
    .select(sql<number>`case when lease_until > ${now} then 1 else 0 end`.as('is_heard'))
    .orderBy('number')
    .execute();
  return rows.map(({ number, name, home, since, ...row }) => ({
    ...{ number, name, home, since },
    // An earlier version, which still runs beside this one, registers without it.
    knownSince: row.known_since ?? since,
    unready:
      row.unready_since === null || row.unready_message === null
        ? null
        : { since: row.unready_since, message: row.unready_message },
    configRefusedAt: row.config_refused_at,
    isHeard: row.is_heard === 1,
  }));
}

export async function registerRelay(
  db: Connection,
  { name, home, forMs, now }: { name: string; home: string; forMs: number; now: Instant },
): Promise<number> {
  await knowHome(db, home, now);
  const { rows } = await sql<{ number: number }>`
    insert into relays (name, home, since, lease_until) values (${name}, ${home}, ${now}, ${now} + ${forMs})
    returning number
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error(`the relay ${name} was given no number`);
  return row.number;
}

/** Folders that nobody was registered on for long are forgotten first, so that one of them that comes back is new. */
async function knowHome(db: Connection, home: string, now: Instant): Promise<void> {
  await sql`
    delete from relay_homes where seen_at <= ${now} - ${KNOWN_MS}
      and home not in (select home from relays)
  `.execute(db);
  await sql`
    insert into relay_homes (home, known_since, seen_at) values (${home}, ${now}, ${now})
    on conflict (home) do update set seen_at = excluded.seen_at
  `.execute(db);
}

export async function renewRelay(
  db: Connection,
  number: number,
  { forMs, unready, configRefusedAt, now }: Renewal & { readonly now: Instant },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update relays set lease_until = ${now} + ${forMs},
      unready_since = ${unready?.since ?? null}, unready_message = ${unready?.message ?? null},
      config_refused_at = ${configRefusedAt}
    where number = ${number}
  `.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** To be called within a transaction. It waits for units that act in the name of one of these. */
export async function endRelays(db: Connection, numbers: readonly number[], now: Instant): Promise<void> {
  if (numbers.length === 0) return;
  const ended = db
    .selectFrom('relays')
    .select('home')
    .where(isOneOf(db, 'number', numbers));
  await db.updateTable('relay_homes').set({ seen_at: now }).where('home', 'in', ended).execute();
  await db
    .deleteFrom('relays')
    .where(isOneOf(db, 'number', numbers))
    .execute();
  await sql`
    update inbox set holder = null where holder is not null and holder not in (select number from relays)
  `.execute(db);
}

/** To be called within a transaction. One in whose name a unit acts just now is left for the next time. */
export async function endExpiredRelays(db: Connection, now: Instant): Promise<LostRelay[]> {
  const { rows } = await sql<LostRelay>`
    select number, name, home, lease_until as "leaseUntil" from relays where lease_until <= ${now} order by number ${sql.raw(dialectOf(db).skipLocked)}
  `.execute(db);
  const numbers = rows.map(({ number }) => number);
  await endRelays(db, numbers, now);
  return rows;
}

/** From here to its end, the transaction keeps the registration from being ended; it can be renewed meanwhile. */
export async function actAsRelay(db: Connection, number: number): Promise<boolean> {
  const { rows } = await run(db, actingAs(db), [number]);
  return rows.length > 0;
}

const actingAs = inEach(({ keepsKey }) => `select number from relays where number = ? ${keepsKey}`);
