import type { Transaction } from 'kysely';
import { run } from '../many-rows.js';
import type { Schema } from '../schema.js';
import type { ActionRow } from './actions.js';

/*
 * The unfinished actions of leads: scheduled, queued or running, a wait for another attempt included. One lead may have
 * tens of thousands, where its destination is down or its actions are meant for later, and each of its calls asks for
 * them. So they are counted here, and only what is to be looked at one by one is read, without payloads.
 */

/** Unfinished actions of a lead that are alike, and how many they are. */
export interface PendingGroup extends Pick<
  ActionRow,
  'lead_key' | 'workflow_id' | 'revision' | 'type' | 'state'
> {
  readonly count: number;
}

/** What tells an unfinished action from another, and what it was planned for. */
export type PendingRow = Pick<
  ActionRow,
  'id' | 'occurrence_id' | 'lead_key' | 'workflow_id' | 'revision' | 'type' | 'state'
>;

// The name of a lane begins with its lead, so those of a lead are found without an index of their own.
const UNFINISHED = `action.state in ('waiting', 'running') and action.lane >= wanted.value || ' '
  and action.lane < wanted.value || '!' and action.lead_key = wanted.value`;

const OF_LEADS = `from json_each(?) as wanted cross join actions as action where ${UNFINISHED}`;

/** How many there are, lead by lead and workflow by workflow. */
export async function countPendingOfLeads(
  tx: Transaction<Schema>,
  leadKeys: readonly string[],
): Promise<PendingGroup[]> {
  if (leadKeys.length === 0) return [];
  const alike = 'action.lead_key, action.workflow_id, action.revision, action.type, action.state';
  const text = `select ${alike}, count(*) as count ${OF_LEADS} group by ${alike}`;
  return (await run<PendingGroup>(tx, text, [JSON.stringify(leadKeys)])).rows;
}

/** Those that certain workflows have planned, each for itself. The plus keeps SQLite from going through all they ever planned. */
export async function pendingOfWorkflows(
  tx: Transaction<Schema>,
  leadKeys: readonly string[],
  workflowIds: readonly string[],
): Promise<PendingRow[]> {
  if (leadKeys.length === 0 || workflowIds.length === 0) return [];
  const columns = ['id', 'occurrence_id', 'lead_key', 'workflow_id', 'revision', 'type', 'state'];
  const text = `select ${columns.map((column) => `action.${column}`).join(', ')} ${OF_LEADS}
    and +action.workflow_id in (select value from json_each(?))`;
  const values = [JSON.stringify(leadKeys), JSON.stringify(workflowIds)];
  return (await run<PendingRow>(tx, text, values)).rows;
}

/** Which of these leads have any. */
export async function leadsWithPending(
  tx: Transaction<Schema>,
  leadKeys: readonly string[],
): Promise<Set<string>> {
  const text = `select wanted.value as lead from json_each(?) as wanted
    where exists (select 1 from actions as action where ${UNFINISHED})`;
  const { rows } = await run<{ lead: string }>(tx, text, [JSON.stringify(leadKeys)]);
  return new Set(rows.map(({ lead }) => lead));
}
