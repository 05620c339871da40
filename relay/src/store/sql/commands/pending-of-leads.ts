import type { PendingAction, PendingGroup } from '../../ports/pending.js';
import { namedText } from '../columns.js';
import { dialectOf, type Dialect } from '../dialect.js';
import { run, type Connection } from '../many-rows.js';

/*
 * The unfinished actions of leads: scheduled, queued or running, a wait for another attempt included. One lead may have
 * tens of thousands, where its destination is down or its actions are meant for later, and each of its calls asks for
 * them. So they are counted here, and only what is to be looked at one by one is read, without payloads.
 */

// The name of a lane begins with its lead, so those of a lead are found without an index of their own.
const UNFINISHED = `action.state in ('waiting', 'running') and action.lane >= wanted.value || ' '
  and action.lane < wanted.value || '!' and action.lead_key = wanted.value`;

const ofLeads = (dialect: Dialect): string =>
  `from ${dialect.textsAs('wanted', '?')} ${dialect.joined('actions', 'action', UNFINISHED)}`;

/** How many there are, lead by lead and workflow by workflow. */
export async function countPendingOfLeads(
  db: Connection,
  leadKeys: readonly string[],
): Promise<PendingGroup[]> {
  if (leadKeys.length === 0) return [];
  const dialect = dialectOf(db);
  const columns = ['lead_key', 'workflow_id', 'revision', 'type', 'state'];
  const alike = columns.map((column) => `action.${column}`).join(', ');
  const text = `select ${namedText(columns, 'action.')}, count(*) as count ${ofLeads(dialect)} group by ${alike}`;
  return (await run<PendingGroup>(db, text, [dialect.listed(leadKeys)])).rows;
}

/** Those that certain workflows have planned, each for itself, without going through all they ever planned. */
export async function pendingOfWorkflows(
  db: Connection,
  leadKeys: readonly string[],
  workflowIds: readonly string[],
): Promise<PendingAction[]> {
  if (leadKeys.length === 0 || workflowIds.length === 0) return [];
  const dialect = dialectOf(db);
  const columns = ['id', 'occurrence_id', 'lead_key', 'workflow_id', 'revision', 'type', 'state'];
  const text = `select ${namedText(columns, 'action.')} ${ofLeads(dialect)}
    and ${dialect.isOneOf(dialect.unindexed('action.workflow_id'), '?')}`;
  const values = [dialect.listed(leadKeys), dialect.listed(workflowIds)];
  return (await run<PendingAction>(db, text, values)).rows;
}

/** Which of these leads have any. */
export async function leadsWithPending(db: Connection, leadKeys: readonly string[]): Promise<Set<string>> {
  const dialect = dialectOf(db);
  const text = `select wanted.value as lead from ${dialect.textsAs('wanted', '?')}
    where (select 1 from actions as action where ${UNFINISHED} limit 1) = 1`;
  const { rows } = await run<{ lead: string }>(db, text, [dialect.listed(leadKeys)]);
  return new Set(rows.map(({ lead }) => lead));
}
