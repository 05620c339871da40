import { whyNotActive } from '../deliver/standing.js';
import { reasonOf } from '../explain/action-reason.js';
import { heldBy } from '../explain/held.js';
import { localTime } from '../explain/local-time.js';
import { actionNamer } from '../explain/named-actions.js';
import { EXPORTED_AT_ONCE, csvPart, type CsvPart } from './csv.js';
import type { Separator } from './csv-cell.js';
import { lastAttemptEntry, lastAttempts } from './failed-action.js';
import { executionColumns, executionEntry, shownBy } from './log-entry.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { NOBODY, whoseAre } from './whose.js';
import type { ExecutionFilter, StoredAction } from '../store/ports/actions.js';
import type { PendingChoice } from '../store/ports/pending.js';
import type { Place, TimeSpan } from '../store/ports/lists.js';
import { subscriptionNames } from '../subscriptions/called.js';

export interface ActionsAsked<Filter> {
  readonly filter: Filter;
  readonly after: Place<string> | null;
  /** Whose names are shown. */
  readonly revision: number;
}

const placeOf = ({ dueAt, id }: StoredAction): Place<string> => ({ at: dueAt, id });
const cursorOf = ({ dueAt, id }: StoredAction) => [dueAt, id];

/** A page of the workflow logs. */
export const actions = (async ({ store, revisions, signal }, { filter, after, revision, limit }) => {
  const shown = shownBy((await revisions.get(revision)).config, await subscriptionNames(store));
  const { rows, next } = await pageOf(
    limit,
    (most) => store.actions.executions(filter, { after, limit: most, signal }),
    cursorOf,
  );
  return { timeZone: shown.timeZone, actions: rows.map((row) => executionEntry(row, shown)), next };
}) satisfies Read<ActionsAsked<ExecutionFilter> & { limit: number }, unknown>;

/** A part of the workflow logs as CSV. */
export const actionsCsv = (async (
  { store, revisions, signal },
  { filter, after, revision, separator },
): Promise<CsvPart<Place<string>>> => {
  const rows = await store.actions.executions(filter, { after, limit: EXPORTED_AT_ONCE, signal });
  const columns = executionColumns(
    shownBy((await revisions.get(revision)).config, await subscriptionNames(store)),
  );
  return csvPart(rows, columns, { first: after === null, separator, placeOf });
}) satisfies Read<ActionsAsked<ExecutionFilter> & { separator: Separator }, unknown>;

/** Whether the log holds anything of a workflow. */
export const workflowInLog = (({ store }, { workflowId }) =>
  store.actions.hasExecutions(workflowId)) satisfies Read<{ workflowId: string }, boolean>;

/** A page of what is pending, what is due first in front, with whom it is about and what it waits for. */
export const pending = (async ({ store, revisions, signal }, { filter, after, revision, limit }) => {
  const running = await revisions.get(revision);
  const shown = shownBy(running.config, await subscriptionNames(store));
  const { rows, next } = await pageOf(
    limit,
    (most) => store.pending.page(filter, { after, limit: most, signal }),
    cursorOf,
  );
  const named = await actionNamer(
    (ids) => store.actions.findMany(ids),
    { actions: rows, logged: [] },
    running,
  );
  const halts = await store.halts.lasting();
  const switches = new SwitchBoard(await store.switches.all());
  const now = { revision: running, endpoints: running.endpoints };
  const whose = await whoseAre(
    store,
    rows.map((row) => row.occurrenceId),
  );
  const last = await lastAttempts(
    store,
    rows.map(({ id }) => id),
  );
  const entries = rows.map((row) => ({
    ...executionEntry(row, shown),
    ...(whose.get(row.occurrenceId) ?? NOBODY),
    lastAttempt: lastAttemptEntry(last.get(row.id) ?? null, shown),
    reason: namedReason(row, named),
    heldBy: heldBy(row, halts),
    nextAttempt: row.state === 'waiting' ? localTime(row.nextAt, shown.timeZone) : null,
    skippedWhenDue: row.state === 'waiting' ? whyNotActive(row, now, switches) : null,
  }));
  return { timeZone: shown.timeZone, pending: entries, next };
}) satisfies Read<ActionsAsked<PendingChoice & TimeSpan> & { limit: number }, unknown>;

function namedReason(row: StoredAction, named: (reason: string) => string): string | null {
  const reason = reasonOf(row);
  return reason === null ? null : named(reason);
}

/** The ids of the waiting actions that are meant, an id a line. */
export const waiting = (({ store }, { choice }) => store.pending.waitingIds(choice)) satisfies Read<
  { choice: PendingChoice },
  string
>;

/** How far an action has come; null where there is none by this id. */
export const actionState = (async ({ store }, { id }) =>
  (await store.actions.find(id))?.state ?? null) satisfies Read<{ id: string }, StoredAction['state'] | null>;
