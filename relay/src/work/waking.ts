import { wakeLanes } from '../store/commands/claims.js';
import type { GroupCommit } from '../store/group-commit.js';
import { performIsolated } from './isolate.js';

/**
 * Wakes lanes apart from what has left them, where something fails: an action that refuses to be woken must not undo the
 * end of the one before it. A lane that cannot be woken is looked at again by itself some minutes later. Gives the
 * endpoints whose next actions have been woken.
 */
export async function wakeIsolated(
  commits: GroupCommit,
  lanes: Iterable<string>,
  now: number,
): Promise<readonly string[]> {
  const woken: string[] = [];
  await performIsolated([...new Set(lanes)], {
    perform: async (some) => {
      const endpointIds = await commits.transaction((tx) => wakeLanes(tx, some, now));
      return () => void woken.push(...endpointIds);
    },
    setAside: () => Promise.resolve(),
  });
  return woken;
}
