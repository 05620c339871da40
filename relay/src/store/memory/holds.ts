import {
  actionIdOf,
  type HoldChoice,
  type Holds,
  type HoldStanding,
  type HoldWithProgress,
  type StoredHold,
} from '../ports/holds.js';
import { compared, isWithin } from './order.js';
import type { Sync } from './sync.js';
import { insert, type Tables } from './tables.js';

export function memoryHolds(tables: () => Tables): Sync<Holds> {
  const inOrder = (): StoredHold[] => [...tables().holds.values()].sort((a, b) => compared([a.id, b.id]));
  const withProgress = (hold: StoredHold): HoldWithProgress[] => {
    const action = tables().actions.get(actionIdOf(hold.id));
    if (action === undefined) return [];
    const { state, dueAt, nextAt, attempts, reason, checks, requestedAt } = action;
    return [{ hold, progress: { state, dueAt, nextAt, attempts, reason, checks, requestedAt } }];
  };
  const waits = ({ id }: StoredHold): boolean => tables().actions.get(actionIdOf(id))?.state === 'waiting';
  return {
    find: (id) =>
      inOrder()
        .filter((hold) => hold.id === id)
        .flatMap(withProgress)[0],
    findMany: (ids) => inOrder().filter(({ id }) => ids.includes(id)),
    page: ({ from, to, standing, ...choice }, { after, limit }) =>
      inOrder()
        .reverse()
        .filter((hold) => isChosen(choice, hold) && isWithin({ from, to }, hold.madeAt))
        .filter(({ id }) => after === null || id < after)
        .flatMap(withProgress)
        .filter((each) => standing === null || standing.some((one) => isIn(one, each)))
        .slice(0, limit),
    ofEvent: (eventId) =>
      inOrder()
        .filter((hold) => hold.eventId === eventId)
        .flatMap(withProgress),
    add: (hold) => {
      const { owner, givenId } = hold;
      const isTaken = inOrder().some((each) => each.owner === owner && each.givenId === givenId);
      if (givenId !== null && isTaken) throw new Error(`${givenId} is there already`);
      insert(tables().holds, hold.id, hold);
    },
    findGiven: (owner, givenId) => inOrder().find((hold) => hold.owner === owner && hold.givenId === givenId),
    waitingOfLeads: (leadKeys) =>
      inOrder().filter(
        (hold) =>
          hold.leadKey !== null && leadKeys.includes(hold.leadKey) && hold.stopped === null && waits(hold),
      ),
    waitingIds: (choice) =>
      inOrder()
        .filter((hold) => isChosen(choice, hold) && waits(hold))
        .map(({ id }) => id),
    stop: (ids, stopped) => {
      for (const hold of inOrder())
        if (ids.includes(hold.id)) tables().holds.set(hold.id, { ...hold, stopped });
    },
  };
}

function isChosen({ owner, leadKey, givenId }: HoldChoice, hold: StoredHold): boolean {
  return (
    (owner === null || hold.owner === owner) &&
    (leadKey === null || hold.leadKey === leadKey) &&
    (givenId === null || hold.givenId === givenId)
  );
}

function isIn({ states, tried, stopped }: HoldStanding, { hold, progress }: HoldWithProgress): boolean {
  return (
    states.includes(progress.state) &&
    (tried === null || progress.attempts > 0 === tried) &&
    (stopped === null || (hold.stopped !== null) === stopped)
  );
}
