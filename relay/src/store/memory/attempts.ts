import type { Attempts, EndedAttempt, StoredAttempt } from '../ports/attempts.js';
import { isSameTarget } from '../ports/target.js';
import { resultKey, resultText } from '../result-key.js';
import { changeHeld } from './actions.js';
import { isWithin, pageOf } from './order.js';
import type { Sync } from './sync.js';
import { nextNumber, type Tables } from './tables.js';

export function memoryAttempts(tables: () => Tables): Sync<Attempts> {
  const all = (): StoredAttempt[] => [...tables().attempts.values()].sort((a, b) => a.id - b.id);
  const isOf = (occurrenceId: string, { actionId }: StoredAttempt): boolean =>
    actionId.startsWith(`${occurrenceId}-`);
  return {
    settle: (settlements) => {
      let changed = 0;
      for (const { attempt, action, turn } of settlements) {
        const id = nextNumber(tables(), 'attempts');
        tables().attempts.set(id, { ...attempt, id });
        const { lane: _lane, nextAt, ...ended } = action;
        const isPlainlyDone = ended.state === 'done' && ended.reason === null;
        const next = isPlainlyDone ? {} : { nextAt };
        // The number of an attempt is one more than those before it; what is given other numbers is no attempt of ours.
        const before = tables().actions.get(action.id)?.attempts ?? 0;
        const attempts = isPlainlyDone ? before + 1 : attempt.number;
        const hold = turn === 'anew' && !isPlainlyDone ? { holdUntil: null } : {};
        changed += changeHeld(tables(), [{ ...ended, ...next, ...hold, attempts }]);
      }
      return changed;
    },
    endUnlogged: (action) => {
      const { attempts = 0 } = tables().actions.get(action.id) ?? {};
      return changeHeld(tables(), [{ ...action, attempts: attempts + 1 }]);
    },
    report: (attempts) =>
      attempts.map((attempt) => {
        const id = nextNumber(tables(), 'attempts');
        tables().attempts.set(id, { ...attempt, id });
        return id;
      }),
    ofOccurrence: (occurrenceId) => all().filter((each) => isOf(occurrenceId, each)),
    lastOf: (actionIds) => {
      const last = new Map(all().map((each) => [each.actionId, each]));
      return [...new Set(actionIds)].flatMap((actionId) => {
        const found = last.get(actionId);
        if (found === undefined) return [];
        const { id, number, at, method, status, outcome, reason } = found;
        return [{ id, actionId, number, at, method, status, outcome, reason }];
      });
    },
    hasDelivered: (endpointId) =>
      all().some(
        ({ target, outcome }) =>
          isSameTarget(target, { kind: 'endpoint', id: endpointId }) && outcome === 'delivered',
      ),
    newest: () => all().at(-1)?.id ?? 0,
    find: (id) => tables().attempts.get(id),
    endedAfter: ({ after, also, limit }) => {
      const behind = all().filter(({ id }) => id > after);
      const others = all().filter(({ id }) => id <= after && also.includes(id));
      return [...others, ...behind.slice(0, limit)].map((attempt) => endedOf(attempt, tables()));
    },
    page: ({ phone, target, workflowId, result, outcome, ...span }, { newest, ...page }) =>
      pageOf(
        all().filter(
          (each) =>
            each.id <= newest &&
            isWithin(span, each.at) &&
            (phone === null || each.phone === phone) &&
            (target === null || isSameTarget(each.target, target)) &&
            (workflowId === null || each.workflowId === workflowId) &&
            (outcome === null || each.outcome === outcome) &&
            (result === null || resultKey(resultText(each.result)).startsWith(resultKey(result))),
        ),
        page,
        { timeOf: ({ at }) => at, order: 'newest first' },
      ),
  };
}

function endedOf(attempt: StoredAttempt, { actions }: Tables): EndedAttempt {
  const { id, actionId, number, at, method, status, outcome, reason, durationMs, workflowId, target } =
    attempt;
  const isDoubtful = outcome === 'delivered' && (actions.get(actionId)?.reason ?? null) !== null;
  return {
    ...{ id, actionId, number, at, method, status, outcome, reason },
    ...{ durationMs, workflowId, target, isDoubtful },
  };
}
