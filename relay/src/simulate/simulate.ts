import { setImmediate as nextTick } from 'node:timers/promises';
import {
  NO_SWITCHES,
  Simulation,
  WorkflowIndex,
  compileWorkflow,
  type Decision,
  type Fate,
  type Occurrence,
  type Simulated,
} from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import { iso } from '../explain/report.js';
import { actionsOfOccurrences, type ActionRow } from '../store/commands/actions.js';
import type { OccurrenceRow } from '../store/commands/occurrences.js';
import type { TimeSpan } from '../store/newest-first.js';
import type { Db } from '../store/sqlite.js';
import { storedOccurrences } from './stored.js';
import type { ActionResult, OccurrenceComparison, SimulationReport, WorkflowComparison } from './report.js';
import { tally } from './tally.js';

export interface SimulationSpan extends TimeSpan {
  readonly limit: number;
}

/**
 * Runs a configuration over stored occurrences and sends nothing. Guards begin empty at the first of them. Kinds and
 * fields are taken as they were read when they arrived; hooks are not simulated.
 */
export async function simulate(
  db: Db,
  config: ConnectConfig,
  span: SimulationSpan,
): Promise<SimulationReport> {
  const { rows, truncated } = await storedOccurrences(db, span, span.limit);
  const simulated = await run(simulationOf(config), rows);
  const actions = await actionsOfOccurrences(
    db,
    rows.map(({ id }) => id),
  );
  const results = simulated.map((each, index) =>
    compare(each, rows[index], actions.get(each.occurrence.id) ?? []),
  );
  return {
    timeZone: config.account.timeZone,
    from: span.from === null ? null : iso(span.from),
    to: span.to === null ? null : iso(span.to),
    occurrences: rows.length,
    truncated,
    workflows: tally(config, results),
    results: results.filter(({ workflows }) => workflows.length > 0),
  };
}

/** So many are taken in one go: the engine runs in our thread, and intake must not wait for it. */
const TAKEN_AT_ONCE = 200;

async function run(simulation: Simulation, rows: readonly OccurrenceRow[]): Promise<Simulated[]> {
  for (const [index, row] of rows.entries()) {
    simulation.take(JSON.parse(row.occurrence) as Occurrence);
    if (index % TAKEN_AT_ONCE === TAKEN_AT_ONCE - 1) await nextTick();
  }
  return simulation.results();
}

function simulationOf({ account, statuses, settings, workflows }: ConnectConfig): Simulation {
  const { timeZone } = account;
  const rules = {
    index: new WorkflowIndex(workflows, { timeZone }),
    timeZone,
    statuses,
    contactHours: settings.contactHours,
    switches: NO_SWITCHES,
  };
  return new Simulation({
    rules,
    workflows: workflows.map((workflow) => compileWorkflow(workflow, { timeZone })),
    liveCallExpiresMs: settings.liveCallExpiresMinutes * 60_000,
  });
}

function compare(
  { occurrence, decisions, actions }: Simulated,
  row: OccurrenceRow | undefined,
  done: readonly ActionRow[],
): OccurrenceComparison {
  const stored = JSON.parse(row?.decisions ?? '[]') as Decision[];
  const names = new Map([...stored, ...decisions].map((each) => [each.workflowId, each.workflowName]));
  const workflows = [...names].map(([workflowId, workflowName]): WorkflowComparison => {
    const would = decisions.find((each) => each.workflowId === workflowId);
    const did = stored.find((each) => each.workflowId === workflowId);
    const planned = actions.filter((each) => each.planned.workflowId === workflowId);
    const performed = done.filter((each) => each.workflow_id === workflowId);
    return {
      workflowId,
      workflowName,
      would: would === undefined ? null : { ...outcomeOf(would), actions: planned.map(simulatedAction) },
      did: did === undefined ? null : { ...outcomeOf(did), actions: performed.map(performedAction) },
      differs: would?.outcome !== did?.outcome,
    };
  });
  const { id, receivedAt, leadKey, kinds, status } = occurrence;
  return { id, receivedAt: iso(receivedAt), leadKey, kinds, status, workflows };
}

function outcomeOf({ outcome, reason }: Decision) {
  return { outcome, reason };
}

function simulatedAction({ planned, fate }: Simulated['actions'][number]): ActionResult {
  return { actionId: planned.action.id, type: planned.action.type, ...fateOf(fate, planned.heldBecause) };
}

function fateOf(fate: Fate, heldBecause: string | null): Pick<ActionResult, 'state' | 'at' | 'reason'> {
  switch (fate.kind) {
    case 'performed':
      return { state: 'performed', at: iso(fate.at), reason: heldBecause };
    case 'pending':
      return { state: 'held', at: iso(fate.dueAt), reason: fate.reason };
    case 'skipped':
    case 'cancelled':
    case 'failed':
      return { state: fate.kind, at: iso(fate.at), reason: fate.reason };
  }
}

const STATES: Readonly<Record<ActionRow['state'], ActionResult['state']>> = {
  waiting: 'held',
  running: 'performed',
  done: 'performed',
  skipped: 'skipped',
  cancelled: 'cancelled',
  flushed: 'flushed',
  dead: 'undelivered',
};

function performedAction({ action_id, type, state, due_at, reason }: ActionRow): ActionResult {
  return { actionId: action_id, type, state: STATES[state], at: iso(due_at), reason };
}
