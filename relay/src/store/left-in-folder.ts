import { ConnectError } from '@convoso-connect/core';
import { counted, numberText } from '../counted.js';
import type { StartWarning } from '../start-warnings.js';
import { hasDatabase } from './database-file.js';
import type { ReadStore } from './store.js';

/** Calls come with all that was sent, so only so many are looked at; actions are small. */
const MOST_CALLS = 100;
const MOST_ACTIONS = 1_000;

/**
 * What is to be known of the database of a data folder whose relay keeps its data in a Postgres: what was acknowledged there and has not gone
 * out waits until a relay works on the folder again. Null where the folder has none.
 */
export async function leftInFolder(dataFolder: string): Promise<LeftInFolder | null> {
  if (!hasDatabase(dataFolder)) return null;
  const holds = `the data folder ${dataFolder} holds a database as well, which is not used while DATABASE_URL is set`;
  const waits = await waitingIn(dataFolder);
  if (waits === null) return { waits: false, code: 'STORE_NOT_USED', message: holds, remedy: NOTHING_WAITS };
  return { waits: true, code: 'STORE_NOT_USED', message: `${holds}, and ${waits}`, remedy: HOW_IT_GOES_OUT };
}

export interface LeftInFolder extends StartWarning {
  /** Whether anything waits there, or may. */
  readonly waits: boolean;
}

const NOTHING_WAITS = 'Nothing waits in it.';

const HOW_IT_GOES_OUT =
  'It goes out once a relay runs on the folder again: stop this one, unset DATABASE_URL, npm start -- --new, wait until npm run connect -- status ' +
  'says that nothing waits, stop it, and start with DATABASE_URL again.';

/** In words; null where nothing does. A database that cannot be read keeps no relay from its start on another one. */
async function waitingIn(dataFolder: string): Promise<string | null> {
  let store: ReadStore | null = null;
  try {
    const { openToLook } = await import('./sqlite/folder-store.js');
    store = await openToLook(dataFolder);
    if (store === null) return null;
    const calls = await store.intake.unprocessed(MOST_CALLS);
    const actions = await store.pending.page(ALL, { after: null, limit: MOST_ACTIONS });
    const parts = [
      ...(calls.length === 0 ? [] : [`${atLeast(calls.length, MOST_CALLS, 'call')} not decided yet`]),
      ...(actions.length === 0
        ? []
        : [`${atLeast(actions.length, MOST_ACTIONS, 'action')} not sent yet, holds among them`]),
    ];
    return parts.length === 0 ? null : `there waits what was acknowledged: ${parts.join(', and ')}`;
  } catch (error) {
    const why = error instanceof ConnectError ? error.message : 'it cannot be read';
    return `what waits there cannot be counted: ${why}`;
  } finally {
    await store?.close();
  }
}

const ALL = { leadKey: null, workflowId: null, target: null, type: null, from: null, to: null };

function atLeast(count: number, most: number, what: string): string {
  return count < most ? counted(count, what) : `${numberText(most)} ${what}s or more`;
}
