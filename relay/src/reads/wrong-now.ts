import { wrongNow as wrongNowIn } from '../explain/wrong-now.js';
import { latestRevision } from '../store/commands/revisions.js';
import { shownBy } from './log-entry.js';
import type { Read } from './tools.js';

/** What is wrong with the set-up now, a sentence each. */
export const wrongNow = (async ({ db, revisions }, asked) => {
  const latest = await latestRevision(db);
  const endpointName =
    latest === undefined
      ? (id: string) => id
      : shownBy((await revisions.get(latest.revision)).config).endpointName;
  return wrongNowIn(db, { ...asked, endpointName });
}) satisfies Read<{ now: number; timeZone: string }, string[]>;
