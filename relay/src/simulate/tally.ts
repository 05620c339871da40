import type { ConnectConfig } from '@convoso-connect/core/config';
import type {
  ActionResult,
  Counts,
  OccurrenceComparison,
  WorkflowComparison,
  WorkflowResult,
  WorkflowTally,
} from './report.js';

/** The workflows of the configuration in its order, then those that only did something before. */
export function tally(
  { workflows }: ConnectConfig,
  results: readonly OccurrenceComparison[],
): WorkflowTally[] {
  const compared = results.flatMap((result) => result.workflows);
  const names = new Map(workflows.map(({ id, name }) => [id, name]));
  for (const { workflowId, workflowName } of compared) {
    if (!names.has(workflowId)) names.set(workflowId, workflowName);
  }
  const byWorkflow = new Map<string, WorkflowComparison[]>();
  for (const each of compared) {
    const mine = byWorkflow.get(each.workflowId) ?? [];
    mine.push(each);
    byWorkflow.set(each.workflowId, mine);
  }
  return [...names].map(([workflowId, workflowName]) => {
    const mine = byWorkflow.get(workflowId) ?? [];
    return {
      workflowId,
      workflowName,
      would: countsOf(mine.map(({ would }) => would)),
      did: countsOf(mine.map(({ did }) => did)),
    };
  });
}

function countsOf(results: readonly (WorkflowResult | null)[]): Counts {
  const made = results.filter((result) => result !== null);
  const actions = made.flatMap((result) => result.actions);
  const count = <T>(list: readonly T[], is: (item: T) => boolean): number => list.filter(is).length;
  return {
    fired: count(made, ({ outcome }) => outcome === 'fired'),
    suppressed: count(made, ({ outcome }) => outcome === 'suppressed'),
    failed: count(made, hasFailed),
    performed: count(actions, ({ state }) => state === 'performed'),
    running: count(actions, ({ state }) => state === 'running'),
    held: count(actions, ({ state, wasHeld }) => wasHeld && WENT_ON.has(state)),
    skipped: count(actions, ({ state }) => state === 'skipped'),
    cancelled: count(actions, ({ state }) => state === 'cancelled' || state === 'flushed'),
    undelivered: count(actions, ({ state }) => state === 'undelivered'),
  };
}

/** What was held and ended otherwise is told by how it ended. */
const WENT_ON: ReadonlySet<ActionResult['state']> = new Set(['held', 'running', 'performed', 'undelivered']);

function hasFailed({ outcome, actions }: WorkflowResult): boolean {
  return outcome === 'failed' || actions.some(({ state }) => state === 'failed');
}
