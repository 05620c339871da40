import type { LeadKey, LiveCall } from '@convoso-connect/core';
import { sql, type Transaction } from 'kysely';
import { run } from '../many-rows.js';
import { isOneOf } from '../one-of.js';
import type { LiveCallTable, Schema } from '../schema.js';

/** What running calls are looked for by. */
export interface LiveCallSearch {
  readonly callKeys: readonly string[];
  readonly leadKeys: readonly string[];
  readonly agents: readonly string[];
}

/** The running calls that share key, lead or agent with what is asked for. */
export async function findLiveCalls(tx: Transaction<Schema>, search: LiveCallSearch): Promise<LiveCall[]> {
  if (!(await anyLiveCall(tx))) return [];
  const { callKeys, leadKeys, agents } = search;
  const { rows: keys } = await sql<{ call_key: string }>`
    select call_key from live_calls where ${isOneOf('call_key', callKeys)}
    union select call_key from live_calls where ${isOneOf('lead_key', leadKeys)}
    union select call_key from live_calls where ${isOneOf('agent', agents)}
  `.execute(tx);
  if (keys.length === 0) return [];
  const found = keys.map(({ call_key }) => call_key);
  return callsOf(await tx.selectFrom('live_calls').selectAll().where(isOneOf('call_key', found)).execute());
}

/** Many accounts deliver no call that begins. */
async function anyLiveCall(tx: Transaction<Schema>): Promise<boolean> {
  const { rows } = await run(tx, 'select 1 from live_calls limit 1', []);
  return rows.length > 0;
}

/** Replaces the rows of the calls that changed; those without a call any more are gone. */
export async function saveLiveCalls(
  tx: Transaction<Schema>,
  changes: ReadonlyMap<string, LiveCall | null>,
): Promise<void> {
  if (changes.size === 0) return;
  await tx
    .deleteFrom('live_calls')
    .where(isOneOf('call_key', [...changes.keys()]))
    .execute();
  const rows = [...changes.values()].filter((call) => call !== null).flatMap(rowsOf);
  if (rows.length > 0) await tx.insertInto('live_calls').values(rows).execute();
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
