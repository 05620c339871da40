import type { Pending, PendingChoice, PendingGroup } from '../ports/pending.js';
import type { StoredAction } from '../ports/actions.js';
import { isSameTarget } from '../ports/target.js';
import { changeFrom, inOrderOfIds } from './actions.js';
import { lanesOf, targetsOf, wakeLanes } from './claims.js';
import { compared, isWithin, pageOf } from './order.js';
import type { Sync } from './sync.js';
import { changeAction, isUnfinished, type Tables } from './tables.js';

function isChosen({ leadKey, workflowId, target, type }: PendingChoice, action: StoredAction): boolean {
  return (
    (leadKey === null || action.leadKey === leadKey) &&
    (workflowId === null || action.workflowId === workflowId) &&
    (target === null || isSameTarget(action.target, target)) &&
    (type === null || action.type === type)
  );
}

export function memoryPending(tables: () => Tables): Sync<Pending> {
  const all = (): StoredAction[] => inOrderOfIds(tables().actions.values());
  const waiting = (): StoredAction[] => all().filter(({ state }) => state === 'waiting');
  const ofLeads = (leadKeys: readonly string[]): StoredAction[] =>
    all().filter((each) => isUnfinished(each) && each.leadKey !== null && leadKeys.includes(each.leadKey));
  return {
    countOfLeads: (leadKeys) => {
      const groups = new Map<string, PendingGroup>();
      for (const { leadKey, workflowId, revision, type, state } of ofLeads(leadKeys)) {
        const key = JSON.stringify([leadKey, workflowId, revision, type, state]);
        const count = (groups.get(key)?.count ?? 0) + 1;
        groups.set(key, { leadKey, workflowId, revision, type, state, count });
      }
      return [...groups.values()];
    },
    ofWorkflows: (leadKeys, workflowIds) =>
      ofLeads(leadKeys)
        .filter(({ workflowId }) => workflowIds.includes(workflowId))
        .map(({ id, occurrenceId, leadKey, workflowId, revision, type, state }) => {
          return { id, occurrenceId, leadKey, workflowId, revision, type, state };
        }),
    waitingOf: ({ target, workflowId, types }, { after, limit }) => {
      const window = waiting()
        .filter((each) => isSameTarget(each.target, target))
        .sort((a, b) => compared([a.nextAt, b.nextAt], [a.id, b.id]))
        .filter(({ nextAt, id }) => after === null || compared([nextAt, after.at], [id, after.id]) > 0)
        .slice(0, limit);
      const last = window.at(-1);
      const meant = window.filter((each) => each.workflowId === workflowId && types.includes(each.type));
      const isEnd = last === undefined || window.length < limit;
      return { ids: meant.map(({ id }) => id), next: isEnd ? null : { at: last.nextAt, id: last.id } };
    },
    flush: (ids, { from, reason, now }) => {
      const flushed = changeFrom(
        tables(),
        from,
        ids.map((id) => ({ id, reason, state: 'flushed' as const })),
      );
      wakeLanes(tables(), lanesOf(tables(), ids), now);
      return flushed;
    },
    attemptNow: (ids, now, { from }) => {
      const due = new Set(
        waiting()
          .filter(({ attempts, dueAt }) => attempts > 0 && dueAt <= now)
          .map(({ id }) => id),
      );
      const meant = ids.filter((id) => due.has(id));
      return changeFrom(
        tables(),
        from,
        meant.map((id) => ({ id, nextAt: now, holdUntil: null })),
      );
    },
    runNow: (id, now, { from }) => {
      const action = tables().actions.get(id);
      const isMeant = action?.state === from;
      if (isMeant) {
        const giveUpAt = now + (action.giveUpAt - action.dueAt);
        changeAction(tables(), id, {
          dueAt: now,
          nextAt: now,
          giveUpAt,
          runNow: true,
          reason: null,
          standsBehind: null,
        });
      }
      wakeLanes(tables(), lanesOf(tables(), [id]), now);
      return isMeant ? 1 : 0;
    },
    page: ({ from, to, ...choice }, page) =>
      pageOf(
        all().filter(
          (each) => isUnfinished(each) && isChosen(choice, each) && isWithin({ from, to }, each.dueAt),
        ),
        page,
        { timeOf: ({ dueAt }) => dueAt, order: 'oldest first' },
      ),
    waitingIds: (choice) =>
      waiting()
        .filter((each) => isChosen(choice, each))
        .map(({ id }) => id)
        .join('\n'),
    failingTargets: () => {
      const failing = waiting().filter(({ attempts }) => attempts > 0);
      return targetsOf(failing).map((target) => {
        const there = failing.filter((each) => isSameTarget(each.target, target));
        const first = there.reduce((least, each) => (each.dueAt < least.dueAt ? each : least));
        return { target, waiting: there.length, since: first.dueAt, reason: first.reason };
      });
    },
  };
}
