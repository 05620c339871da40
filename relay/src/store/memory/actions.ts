import type { Actions, ActionState, StoredAction } from '../ports/actions.js';
import { causeOf } from '../ports/cause.js';
import { compared, isWithin, pageOf } from './order.js';
import type { Sync } from './sync.js';
import { changeAction, insert, occurrenceById, type Tables } from './tables.js';

/** Changes those of these actions that run in the name of who is given with them; gives how many they were. */
export function changeHeld(
  tables: Tables,
  changes: readonly (Partial<StoredAction> & Pick<StoredAction, 'id' | 'holder'>)[],
): number {
  const held = changes.filter(({ id, holder }) => tables.actions.get(id)?.holder === holder);
  return changeFrom(tables, 'running', held);
}

/** Changes those of these actions that are in this state; gives how many they were. */
export function changeFrom(
  tables: Tables,
  from: ActionState,
  changes: readonly (Partial<StoredAction> & { readonly id: string })[],
): number {
  const meant = changes.filter(({ id }) => tables.actions.get(id)?.state === from);
  for (const change of meant) changeAction(tables, change.id, change);
  return meant.length;
}

export function inOrderOfIds(actions: Iterable<StoredAction>): StoredAction[] {
  return [...actions].sort((a, b) => compared([a.id, b.id]));
}

export function memoryActions(tables: () => Tables): Sync<Actions> {
  const all = (): StoredAction[] => inOrderOfIds(tables().actions.values());
  const ofOccurrence = (occurrenceId: string): StoredAction[] =>
    all().filter((each) => each.occurrenceId === occurrenceId);
  const planned = (occurrenceId: string): StoredAction[] =>
    ofOccurrence(occurrenceId).filter((action) => causeOf(action) === 'workflow');
  return {
    add: (actions) => {
      for (const action of actions) insert(tables().actions, action.id, action);
    },
    countPlanned: (occurrenceId) => planned(occurrenceId).length,
    cancel: (cancelled, { from }) =>
      changeFrom(
        tables(),
        from,
        cancelled.map(({ id, reason, stoppedBy = null }) => {
          return { id, reason, stoppedBy, state: 'cancelled' as const };
        }),
      ),
    bury: (id, reason, { from }) => changeFrom(tables(), from, [{ id, reason, state: 'dead' as const }]),
    freezePayload: (id, payload) => changeAction(tables(), id, { payload }),
    find: (id) => tables().actions.get(id),
    findMany: (ids) => all().filter(({ id }) => ids.includes(id)),
    ofOccurrence,
    ofOccurrences: (occurrenceIds) =>
      new Map(occurrenceIds.map((id) => [id, planned(id)] as const).filter(([, found]) => found.length > 0)),
    countsByState: (occurrenceIds) => {
      const counts = new Map<string, Partial<Record<ActionState, number>>>();
      for (const occurrenceId of new Set(occurrenceIds)) {
        const of: Partial<Record<ActionState, number>> = {};
        for (const { state } of planned(occurrenceId)) of[state] = (of[state] ?? 0) + 1;
        if (Object.keys(of).length > 0) counts.set(occurrenceId, of);
      }
      return counts;
    },
    executions: ({ workflowId, leadKey, listId, type, state, ...span }, page) =>
      pageOf(
        all().filter(
          (each) =>
            isWithin(span, each.dueAt) &&
            (workflowId === null || each.workflowId === workflowId) &&
            (leadKey === null || occurrenceById(tables(), each.occurrenceId)?.leadKey === leadKey) &&
            (listId === null || each.listId === listId) &&
            (type === null || each.type === type) &&
            (state === null || each.state === state),
        ),
        page,
        { timeOf: ({ dueAt }) => dueAt, order: 'newest first' },
      ),
    hasExecutions: (workflowId) => all().some((each) => each.workflowId === workflowId),
  };
}
