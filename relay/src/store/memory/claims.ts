import { LANE_HOLD_MS, type Claims, type Standstill } from '../ports/claims.js';
import type { StoredAction } from '../ports/actions.js';
import { isSameTarget, type Target } from '../ports/target.js';
import { changeFrom } from './actions.js';
import { compared, pageOf } from './order.js';
import type { Sync } from './sync.js';
import { changeAction, isUnfinished, type Tables } from './tables.js';

/** The place of an action in its lane beside that of another. */
function inLane(a: StoredAction, b: StoredAction): number {
  return compared([a.dueAt, b.dueAt], [a.requestedAt, b.requestedAt], [a.id, b.id]);
}

/** How long the clock of the lane has stood still since an action was taken up. */
function stoodStill({ from, to }: Standstill, holdUntil: number): number {
  return Math.max(0, to - Math.max(from, holdUntil - LANE_HOLD_MS));
}

/** Wakes the first that has not had its turn yet, or none since it was played again, in each of these lanes; gives their targets. */
export function wakeLanes(tables: Tables, lanes: readonly string[], now: number): Target[] {
  const woken: Target[] = [];
  for (const lane of new Set(lanes)) {
    const [first] = [...tables.actions.values()]
      .filter((each) => each.lane === lane && each.state === 'waiting' && each.holdUntil === null)
      .sort(inLane);
    if (first === undefined || first.nextAt <= now || first.dueAt > now) continue;
    changeAction(tables, first.id, { nextAt: now });
    woken.push(first.target);
  }
  return woken;
}

export function lanesOf(tables: Tables, ids: readonly string[]): string[] {
  const lanes = ids.flatMap((id) => tables.actions.get(id)?.lane ?? []);
  return [...new Set(lanes)];
}

/** The targets of these actions, each once. */
export function targetsOf(actions: readonly StoredAction[]): Target[] {
  const targets: Target[] = [];
  for (const { target } of actions) {
    if (!targets.some((each) => isSameTarget(each, target))) targets.push(target);
  }
  return targets;
}

export function memoryClaims(tables: () => Tables): Sync<Claims> {
  const all = (): StoredAction[] => [...tables().actions.values()];
  const isRegistered = (holder: number | null): boolean => holder !== null && tables().relays.has(holder);
  const waiting = (): StoredAction[] => all().filter(({ state }) => state === 'waiting');
  return {
    targetsDue: (now) => targetsOf(waiting().filter(({ nextAt }) => nextAt <= now)),
    candidates: (target, { now, limit, leftOut, standstill }) =>
      waiting()
        .filter((each) => isSameTarget(each.target, target) && each.nextAt <= now && !leftOut.has(each.id))
        .sort((a, b) => compared([a.nextAt, b.nextAt], [a.id, b.id]))
        .slice(0, limit)
        .map((each) => {
          const before = all()
            .filter((other) => other.lane === each.lane && isUnfinished(other) && !leftOut.has(other.id))
            .filter((other) => inLane(other, each) < 0)
            .sort(inLane);
          const holding = before.filter((other) => {
            if (other.holdUntil === null || other.holdUntil > now) return true;
            return (
              isSameTarget(other.target, each.target) &&
              other.holdUntil + stoodStill(standstill, other.holdUntil) > now
            );
          });
          const until = holding[0]?.holdUntil ?? null;
          return {
            id: each.id,
            target,
            passes: before[0]?.id ?? null,
            blocked: holding.length > 0,
            blockedUntil: until !== null && until > now ? until : null,
          };
        }),
    park: (parked, { from }) => {
      const isFinished = (id: string | null): boolean => {
        const action = id === null ? undefined : tables().actions.get(id);
        return action !== undefined && !isUnfinished(action);
      };
      return changeFrom(
        tables(),
        from,
        parked.filter(({ standsBehind }) => !isFinished(standsBehind)),
      );
    },
    wake: (lanes, now) => wakeLanes(tables(), lanes, now),
    bringForward: (target, { now, after, limit, what }) => {
      const from = after ?? { at: now + 1, id: '' };
      const window = waiting()
        .filter((each) => isSameTarget(each.target, target))
        .filter(({ nextAt, id }) => compared([nextAt, from.at], [id, from.id]) > 0)
        .sort((a, b) => compared([a.nextAt, b.nextAt], [a.id, b.id]))
        .slice(0, limit);
      const meant = window.filter(({ attempts, dueAt }) => attempts > 0 && dueAt <= now);
      const brought = what === 'all' ? meant : meant.slice(0, 1);
      for (const { id } of brought) changeAction(tables(), id, { nextAt: now });
      const last = window.at(-1);
      const isEnd = last === undefined || window.length < limit;
      return { brought: brought.length, next: isEnd ? null : { at: last.nextAt, id: last.id } };
    },
    lanesOf: (ids) => lanesOf(tables(), ids),
    busyLanes: (lanes) =>
      new Set(
        all()
          .filter((each) => isUnfinished(each) && lanes.includes(each.lane))
          .map(({ lane }) => lane),
      ),
    waiting: (ids) => waiting().filter(({ id }) => ids.includes(id)),
    take: (taken, { from }) => changeFrom(tables(), from, taken.map(behindNone)),
    cutOff: (page) =>
      pageOf(
        all().filter(({ state, holder }) => state === 'running' && !isRegistered(holder)),
        page,
        { timeOf: ({ dueAt }) => dueAt, order: 'oldest first' },
      ),
    runningAs: (relay, ids) =>
      new Set(
        all().flatMap(({ id, state, holder }) =>
          ids.includes(id) && state === 'running' && holder === relay ? [id] : [],
        ),
      ),
    runningElsewhere: (target, relay) =>
      all().filter(
        (each) => each.state === 'running' && isSameTarget(each.target, target) && each.holder !== relay,
      ).length,
    putOff: (putOff, { from }) => changeFrom(tables(), from, putOff.map(behindNone)),
  };
}

function behindNone<Change extends object>(change: Change): Change & { readonly standsBehind: null } {
  return { ...change, standsBehind: null };
}
