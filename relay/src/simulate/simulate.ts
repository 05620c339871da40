import {
  NO_SWITCHES,
  Simulation,
  WorkflowIndex,
  compileWorkflow,
  hasCall,
  type Decision,
  type Fate,
  type Occurrence,
  type Simulated,
} from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import { iso } from '../iso.js';
import { sampleLead, type TestLead } from '../leads/stand-in-lead.js';
import { DEFAULT_SPAN_MS } from './limits.js';
import { storedOccurrences, type SimulatedLead, type SimulationTools } from './stored.js';
import type { ActionResult, OccurrenceComparison, SimulationReport, WorkflowComparison } from './report.js';
import { tally } from './tally.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredOccurrence } from '../store/ports/occurrences.js';
import type { TimeSpan } from '../store/ports/lists.js';

export interface SimulationSpan extends TimeSpan {
  readonly limit: number;
  /** Null for the occurrences of all. */
  readonly lead: SimulatedLead | null;
  /** What is taken where nothing was ever delivered of the lead that is named; null for nothing. */
  readonly standIn: TestLead | null;
}

/**
 * Runs a configuration over stored occurrences, or over the built-in sample lead where there is none yet, and sends
 * nothing. Guards begin empty at the first of them. Kinds and fields are taken as they were read when they arrived; hooks
 * are not simulated.
 */
export async function simulate(
  tools: SimulationTools,
  config: ConnectConfig,
  span: SimulationSpan,
): Promise<SimulationReport> {
  const { rows, truncated } = await storedOccurrences(tools, span, span);
  if (rows.length === 0) {
    if (span.standIn !== null) return simulateAlone(config, span, span.standIn);
    if (!(await hasOccurrences(tools.store))) return simulateSample(config, span);
  }
  const simulated = await run(simulationOf(config), rows, tools.pause);
  const results = await compared(simulated, rows, tools);
  return reportOf(config, span, { occurrences: rows.length, standIn: null, truncated, results });
}

/** The same over the built-in sample lead alone, for which no store is needed. */
export function simulateSample(config: ConnectConfig, span: TimeSpan): Promise<SimulationReport> {
  return simulateAlone(config, span, sampleLead(endOf(span)));
}

/** The same over one lead that was never delivered. */
export async function simulateAlone(
  config: ConnectConfig,
  span: TimeSpan,
  standIn: TestLead,
): Promise<SimulationReport> {
  const row = rowOf(standIn, endOf(span));
  const simulated = await run(simulationOf(config), [row], () => Promise.resolve());
  const results = simulated.map((each) => compare(each, row, []));
  return reportOf(config, span, { occurrences: 0, standIn, truncated: false, results });
}

function reportOf(
  config: ConnectConfig,
  { from, to }: TimeSpan,
  {
    standIn,
    ...came
  }: Pick<SimulationReport, 'occurrences' | 'truncated' | 'results'> & { standIn: TestLead | null },
): SimulationReport {
  return {
    timeZone: config.account.timeZone,
    from: from === null ? null : iso(from),
    to: to === null ? null : iso(to),
    ...came,
    sample: standIn?.from === 'sample',
    because: standIn?.because ?? null,
    workflows: tally(config, came.results),
    results: came.results.filter(({ workflows }) => workflows.length > 0),
  };
}

async function hasOccurrences(store: SimulationTools['store']): Promise<boolean> {
  return (await store.occurrences.recent({ phone: null, limit: 1 })).length > 0;
}

function endOf({ from, to }: TimeSpan): number {
  return to ?? (from ?? 0) + DEFAULT_SPAN_MS;
}

/** A lead at the end of the span, as if a call of it were stored and nothing had been decided. */
function rowOf({ occurrence }: TestLead, at: number): StoredOccurrence {
  return {
    seq: 0,
    id: occurrence.id,
    revision: 0,
    receivedAt: at,
    leadKey: occurrence.leadKey,
    leadPhone: null,
    callPhone: null,
    occurrence: JSON.stringify(occurrence),
    decisions: '[]',
    looksRepeatedOf: null,
  };
}

/** So many are gone through between two pauses. */
const AT_ONCE = 200;

async function run(
  simulation: Simulation,
  rows: readonly StoredOccurrence[],
  pause: SimulationTools['pause'],
): Promise<Simulated[]> {
  for (const [index, row] of rows.entries()) {
    simulation.take(JSON.parse(row.occurrence) as Occurrence);
    if (index % AT_ONCE === AT_ONCE - 1) await pause();
  }
  return simulation.results();
}

async function compared(
  simulated: readonly Simulated[],
  rows: readonly StoredOccurrence[],
  { store, pause }: SimulationTools,
): Promise<OccurrenceComparison[]> {
  const results: OccurrenceComparison[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    const actions = await store.actions.ofOccurrences(some.map(({ id }) => id));
    for (const [index, each] of simulated.slice(at, at + AT_ONCE).entries()) {
      results.push(compare(each, some[index], actions.get(each.occurrence.id) ?? []));
    }
    await pause();
  }
  return results;
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
  row: StoredOccurrence | undefined,
  done: readonly StoredAction[],
): OccurrenceComparison {
  const stored = JSON.parse(row?.decisions ?? '[]') as Decision[];
  const names = new Map([...stored, ...decisions].map((each) => [each.workflowId, each.workflowName]));
  const workflows = [...names].map(([workflowId, workflowName]): WorkflowComparison => {
    const would = decisions.find((each) => each.workflowId === workflowId);
    const did = stored.find((each) => each.workflowId === workflowId);
    const planned = actions.filter((each) => each.planned.workflowId === workflowId);
    const performed = done.filter((each) => each.workflowId === workflowId);
    return {
      workflowId,
      workflowName,
      would: would === undefined ? null : { ...outcomeOf(would), actions: planned.map(simulatedAction) },
      did: did === undefined ? null : { ...outcomeOf(did), actions: performed.map(performedAction) },
      differs: would?.outcome !== did?.outcome,
    };
  });
  const { id, receivedAt, leadKey, kinds, status, snapshot } = occurrence;
  const isCall = hasCall(snapshot);
  return { id, receivedAt: iso(receivedAt), leadKey, kinds, isCall, status, workflows };
}

function outcomeOf({ outcome, reason }: Decision) {
  return { outcome, reason };
}

function simulatedAction({ planned, fate }: Simulated['actions'][number]): ActionResult {
  return { actionId: planned.action.id, type: planned.action.type, ...fateOf(fate, planned.heldBecause) };
}

type Became = Pick<ActionResult, 'state' | 'at' | 'reason' | 'wasHeld'>;

function fateOf(fate: Fate, heldBecause: string | null): Became {
  const wasHeld = heldBecause !== null;
  switch (fate.kind) {
    case 'performed':
      return { state: 'performed', at: iso(fate.at), reason: heldBecause, wasHeld };
    case 'pending':
      return { state: 'held', at: iso(fate.dueAt), reason: fate.reason, wasHeld: true };
    case 'skipped':
    case 'cancelled':
    case 'failed':
      return { state: fate.kind, at: iso(fate.at), reason: fate.reason, wasHeld };
  }
}

const STATES: Readonly<Record<StoredAction['state'], ActionResult['state']>> = {
  waiting: 'held',
  // What comes of the attempt is not known yet.
  running: 'running',
  done: 'performed',
  skipped: 'skipped',
  cancelled: 'cancelled',
  flushed: 'flushed',
  dead: 'undelivered',
};

/** The reason of what was performed is that its answer looks like no success, so that only its times tell whether it was held. */
function performedAction({
  actionId,
  type,
  state: stored,
  requestedAt,
  dueAt,
  reason,
}: StoredAction): ActionResult {
  const state = STATES[stored];
  return { actionId, type, state, at: iso(dueAt), reason, wasHeld: state === 'held' || dueAt > requestedAt };
}
