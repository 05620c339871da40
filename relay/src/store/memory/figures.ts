import type { StoredAction } from '../ports/actions.js';
import { ATTEMPT_OUTCOMES } from '../ports/attempts.js';
import { TEST_WORKFLOW } from '../ports/cause.js';
import type { Figures, IdRange } from '../ports/figures.js';
import type { Target } from '../ports/target.js';
import { keyOfTarget } from '../target-key.js';
import type { Sync } from './sync.js';
import { isDoubtful, type Tables } from './tables.js';

export function memoryFigures(tables: () => Tables): Sync<Figures> {
  const waiting = (): StoredAction[] =>
    [...tables().actions.values()].filter(({ state }) => state === 'waiting');
  return {
    waitingFor: (now) =>
      byTarget(waiting().filter(({ dueAt }) => dueAt <= now)).map(({ target, actions }) => ({
        target,
        waiting: actions.length,
        since: Math.min(...actions.map(({ dueAt }) => dueAt)),
      })),
    overdue: (now) =>
      byTarget(waiting())
        .map(({ target, actions }) => ({
          target,
          since: Math.min(...actions.map(({ nextAt }) => nextAt)),
        }))
        .filter(({ since }) => since <= now),
    occurrences: (ids) => [...tables().occurrences.values()].filter(({ id }) => isIn(ids, id)).length,
    planned: (ids) =>
      [...tables().actions.values()].filter(({ id, workflowId }) => isIn(ids, id) && workflowId !== '')
        .length,
    attempts: (targets, { from, to }) => {
      const inSpan = [...tables().attempts.values()].filter(
        ({ at, workflowId }) => at >= from && at < to && workflowId !== TEST_WORKFLOW,
      );
      return targets.flatMap((target) =>
        ATTEMPT_OUTCOMES.map((outcome) => ({
          target,
          outcome,
          count: inSpan.filter((each) => isSame(each.target, target) && each.outcome === outcome).length,
        })).filter(({ count }) => count > 0),
      );
    },
    undelivered: (targets, { from, to }) => {
      const tried = [...tables().attempts.values()].filter(
        ({ at, outcome }) => at >= from && at < to && outcome !== 'delivered',
      );
      const isDead = (id: string): boolean => {
        const action = tables().actions.get(id);
        return action?.state === 'dead' && action.workflowId !== TEST_WORKFLOW;
      };
      return targets
        .map((target) => {
          const ofTarget = tried.filter((each) => isSame(each.target, target));
          return { target, count: new Set(ofTarget.map(({ actionId }) => actionId).filter(isDead)).size };
        })
        .filter(({ count }) => count > 0);
    },
    doubtful: (targets, { from, to }) => {
      const answered = [...tables().actions.values()].filter(
        (each) =>
          isDoubtful(each) && each.dueAt >= from && each.dueAt < to && each.workflowId !== TEST_WORKFLOW,
      );
      return targets
        .map((target) => ({ target, count: answered.filter((each) => isSame(each.target, target)).length }))
        .filter(({ count }) => count > 0);
    },
  };
}

function byTarget(actions: readonly StoredAction[]): { target: Target; actions: StoredAction[] }[] {
  const groups = new Map<string, { target: Target; actions: StoredAction[] }>();
  for (const action of actions) {
    const key = keyOfTarget(action.target);
    const group = groups.get(key) ?? { target: action.target, actions: [] };
    groups.set(key, { ...group, actions: [...group.actions, action] });
  }
  return [...groups.values()];
}

function isSame(one: Target, other: Target): boolean {
  return keyOfTarget(one) === keyOfTarget(other);
}

function isIn({ from, to }: IdRange, id: string): boolean {
  return id >= from && id < to;
}
