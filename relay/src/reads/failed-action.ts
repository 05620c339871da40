import { localTime } from '../explain/local-time.js';
import { endpointIdOf } from '../endpoint-id.js';
import { iso } from '../iso.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { LastAttempt } from '../store/ports/attempts.js';
import { executionEntry, shownBy, type Shown } from './log-entry.js';
import type { ReadTools } from './tools.js';
import { NOBODY, whoseAre, type Whose } from './whose.js';
import { subscriptionNames } from '../subscriptions/called.js';

/** What shows the actions in the lists of what failed, or may have: whose they are, what they are called, and the reason why. */
export async function failedActions(
  tools: Pick<ReadTools, 'store' | 'revisions'>,
  rows: readonly StoredAction[],
) {
  const { store } = tools;
  const shown = await shownNow(tools);
  const whose = await whoseAre(
    store,
    rows.map((row) => row.occurrenceId),
  );
  const last = await lastAttempts(
    store,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    failedAction(row, {
      ...(whose.get(row.occurrenceId) ?? NOBODY),
      last: last.get(row.id) ?? null,
      shown,
    }),
  );
}

export async function lastAttempts(
  { attempts }: Pick<ReadTools['store'], 'attempts'>,
  actionIds: readonly string[],
): Promise<ReadonlyMap<string, LastAttempt>> {
  return new Map((await attempts.lastOf(actionIds)).map((each) => [each.actionId, each]));
}

export function failedAction(
  row: StoredAction,
  { phone, name, last, shown }: Whose & { readonly last: LastAttempt | null; readonly shown: Shown },
) {
  const { id, date, dueAt, type, attempts, reason, leadKey, occurrenceId, ...names } = executionEntry(
    row,
    shown,
  );
  const { workflowId, workflowName, actionId, endpointId, endpointName } = names;
  const what = { workflowId, workflowName, actionId, type, endpointId, endpointName };
  const lastAttempt = lastAttemptEntry(last, shown);
  return { id, occurrenceId, ...what, date, dueAt, leadKey, phone, name, attempts, reason, lastAttempt };
}

export function lastAttemptEntry(last: LastAttempt | null, { timeZone }: Pick<Shown, 'timeZone'>) {
  if (last === null) return null;
  const { id: logId, at, number, status, reason } = last;
  return { logId, at: iso(at), date: localTime(at, timeZone), number, status, reason };
}

/** The names of the configuration that was accepted last; nothing is named before the first one. */
export async function shownNow({ store, revisions }: Pick<ReadTools, 'store' | 'revisions'>): Promise<Shown> {
  const latest = await store.configuration.latest();
  if (latest === undefined) return NAMELESS;
  return shownBy((await revisions.get(latest.revision)).config, await subscriptionNames(store));
}

const NAMELESS: Shown = {
  timeZone: 'UTC',
  workflowName: (id) => id,
  causeName: ({ workflowId }) => workflowId,
  targetName: endpointIdOf,
};
