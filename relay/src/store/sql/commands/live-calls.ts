import type { LeadKey, LiveCall } from '@convoso-connect/core';
import { sql } from 'kysely';
import type { LiveCallSearch } from '../../ports/leads.js';
import type { LiveCallTable } from '../../schema/leads.js';
import { run, type Connection } from '../many-rows.js';
import { isOneOf } from '../dialect.js';

/** The running calls that share key, lead or agent with what is asked for. */
export async function findLiveCalls(db: Connection, search: LiveCallSearch): Promise<LiveCall[]> {
  if (!(await anyLiveCall(db))) return [];
  const { callKeys, leadKeys, agents } = search;
  const { rows: keys } = await sql<{ call_key: string }>`
    select call_key from live_calls where ${isOneOf(db, 'call_key', callKeys)}
    union select call_key from live_calls where ${isOneOf(db, 'lead_key', leadKeys)}
    union select call_key from live_calls where ${isOneOf(db, 'agent', agents)}
  `.execute(db);
  if (keys.length === 0) return [];
  const found = keys.map(({ call_key }) => call_key);
  return callsOf(
    await db
      .selectFrom('live_calls')
      .selectAll()
      .where(isOneOf(db, 'call_key', found))
      .execute(),
  );
}

/** Many accounts deliver no call that begins. */
async function anyLiveCall(db: Connection): Promise<boolean> {
  const { rows } = await run(db, 'select 1 from live_calls limit 1', []);
  return rows.length > 0;
}

/** Replaces the rows of the calls that changed; those without a call any more are gone. */
export async function saveLiveCalls(
  db: Connection,
  changes: ReadonlyMap<string, LiveCall | null>,
): Promise<void> {
  if (changes.size === 0) return;
  await db
    .deleteFrom('live_calls')
    .where(isOneOf(db, 'call_key', [...changes.keys()]))
    .execute();
  const rows = [...changes.values()].filter((call) => call !== null).flatMap(rowsOf);
  if (rows.length > 0) await db.insertInto('live_calls').values(rows).execute();
}

function rowsOf({ key, leadKey, agents, since }: LiveCall): LiveCallTable[] {
  const names = agents.length === 0 ? [''] : agents;
  return names.map((agent) => ({ call_key: key, agent, lead_key: leadKey, since }));
}

function callsOf(rows: readonly LiveCallTable[]): LiveCall[] {
  const calls = new Map<string, LiveCall & { agents: string[] }>();
  for (const { call_key: key, agent, lead_key, since } of rows) {
    const call = calls.get(key) ?? { key, leadKey: lead_key as LeadKey | null, agents: [], since };
    if (agent !== '') call.agents.push(agent);
    calls.set(key, call);
  }
  return [...calls.values()];
}
