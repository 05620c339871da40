import { performIsolated } from './isolate.js';
import type { Target } from '../store/ports/target.js';
import type { Store } from '../store/store.js';

/**
 * Wakes lanes apart from what has left them, where something fails: an action that refuses to be woken must not undo the
 * end of the one before it. A lane that cannot be woken is looked at again by itself some minutes later. Gives the
 * targets whose next actions have been woken.
 */
export async function wakeIsolated(
  store: Store,
  lanes: Iterable<string>,
  now: number,
): Promise<readonly Target[]> {
  const woken: Target[] = [];
  await performIsolated([...new Set(lanes)], {
    perform: async (some) => {
      const targets = await store.turn((unit) => unit.claims.wake(some, now));
      return () => void woken.push(...targets);
    },
    setAside: () => Promise.resolve(),
  });
  return woken;
}
