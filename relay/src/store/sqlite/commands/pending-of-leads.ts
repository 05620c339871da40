import type { PendingAction, PendingGroup } from '../../ports/pending.js';
import { namedText } from '../columns.js';
import { run, type Connection } from '../many-rows.js';

/*
 * The unfinished actions of leads: scheduled, queued or running, a wait for another attempt included. One lead may have
 * tens of thousands, where its destination is down or its actions are meant for later, and each of its calls asks for
 * them. So they are counted here, and only what is to be looked at one by one is read, without payloads.
 */

// The name of a lane begins with its lead, so those of a lead are found without an index of their own.
const UNFINISHED = `action.state in ('waiting', 'running') and action.lane >= wanted.value || ' '
  and action.lane < wanted.value || '!' and action.lead_key = wanted.value`;

const OF_LEADS = `from json_each(?) as wanted cross join actions as action where ${UNFINISHED}`;

/** How many there are, lead by lead and workflow by workflow. */
export async function countPendingOfLeads(
  db: Connection,
  leadKeys: readonly string[],
): Promise<PendingGroup[]> {
  if (leadKeys.length === 0) return [];
  const columns = ['lead_key', 'workflow_id', 'revision', 'type', 'state'];
  const alike = columns.map((column) => `action.${column}`).join(', ');
  const text = `select ${namedText(columns, 'action.')}, count(*) as count ${OF_LEADS} group by ${alike}`;
  return (await run<PendingGroup>(db, text, [JSON.stringify(leadKeys)])).rows;
}

/** Those that certain workflows have planned, each for itself. The plus keeps SQLite from going through all they ever planned. */
export async function pendingOfWorkflows(
  db: Connection,
  leadKeys: readonly string[],
  workflowIds: readonly string[],
): Promise<PendingAction[]> {
  if (leadKeys.length === 0 || workflowIds.length === 0) return [];
  const columns = ['id', 'occurrence_id', 'lead_key', 'workflow_id', 'revision', 'type', 'state'];
  const text = `select ${namedText(columns, 'action.')} ${OF_LEADS}
    and +action.workflow_id in (select value from json_each(?))`;
  const values = [JSON.stringify(leadKeys), JSON.stringify(workflowIds)];
  return (await run<PendingAction>(db, text, values)).rows;
}

/** Which of these leads have any. */
export async function leadsWithPending(db: Connection, leadKeys: readonly string[]): Promise<Set<string>> {
  const text = `select wanted.value as lead from json_each(?) as wanted
    where exists (select 1 from actions as action where ${UNFINISHED})`;
  const { rows } = await run<{ lead: string }>(db, text, [JSON.stringify(leadKeys)]);
  return new Set(rows.map(({ lead }) => lead));
}
