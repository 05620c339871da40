import { findAction, findActions, type ActionRow } from '../store/commands/actions.js';
import { localTime } from '../explain/local-time.js';
import { actionNamer } from '../explain/named-actions.js';
import { executions, hasExecutions, type ExecutionFilter } from '../store/commands/executions.js';
import { phonesOf } from '../store/commands/occurrences.js';
import { pendingActions, waitingIds, type PendingChoice } from '../store/commands/pending.js';
import type { Place, TimeSpan } from '../store/in-time-order.js';
import { EXPORTED_AT_ONCE, csvPart, type CsvPart } from './csv.js';
import type { Separator } from './csv-cell.js';
import { executionColumns, executionEntry, shownBy } from './log-entry.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

export interface ActionsAsked<Filter> {
  readonly filter: Filter;
  readonly after: Place<string> | null;
  /** Whose names are shown. */
  readonly revision: number;
}

const placeOf = ({ due_at, id }: ActionRow): Place<string> => ({ at: due_at, id });
const cursorOf = ({ due_at, id }: ActionRow) => [due_at, id];

/** A page of the workflow logs. */
export const actions = (async ({ db, revisions, signal }, { filter, after, revision, limit }) => {
  const shown = shownBy((await revisions.get(revision)).config);
  const { rows, next } = await pageOf(
    limit,
    (most) => executions(db, filter, { after, limit: most, signal }),
    cursorOf,
  );
  return { timeZone: shown.timeZone, actions: rows.map((row) => executionEntry(row, shown)), next };
}) satisfies Read<ActionsAsked<ExecutionFilter> & { limit: number }, unknown>;

/** A part of the workflow logs as CSV. */
export const actionsCsv = (async (
  { db, revisions, signal },
  { filter, after, revision, separator },
): Promise<CsvPart<Place<string>>> => {
  const rows = await executions(db, filter, { after, limit: EXPORTED_AT_ONCE, signal });
  const columns = executionColumns(shownBy((await revisions.get(revision)).config));
  return csvPart(rows, columns, { first: after === null, separator, placeOf });
}) satisfies Read<ActionsAsked<ExecutionFilter> & { separator: Separator }, unknown>;

/** Whether the log holds anything of a workflow. */
export const workflowInLog = (({ db }, { workflowId }) => hasExecutions(db, workflowId)) satisfies Read<
  { workflowId: string },
  boolean
>;

/** A page of what is pending, what is due first in front, with whom it is about and what it waits for. */
export const pending = (async ({ db, revisions, signal }, { filter, after, revision, limit }) => {
  const running = await revisions.get(revision);
  const shown = shownBy(running.config);
  const { rows, next } = await pageOf(
    limit,
    (most) => pendingActions(db, filter, { after, limit: most, signal }),
    cursorOf,
  );
  const named = await actionNamer(
    (ids) => findActions(db, ids),
    rows.map(({ reason }) => reason),
    running,
  );
  const phones = await phonesOf(
    db,
    rows.map((row) => row.occurrence_id),
  );
  const entries = rows.map((row) => ({
    ...executionEntry(row, shown),
    phone: phones.get(row.occurrence_id) ?? null,
    reason: row.reason === null ? null : named(row.reason),
    nextAttempt: row.state === 'waiting' ? localTime(row.next_at, shown.timeZone) : null,
  }));
  return { timeZone: shown.timeZone, pending: entries, next };
}) satisfies Read<ActionsAsked<PendingChoice & TimeSpan> & { limit: number }, unknown>;

/** The ids of the waiting actions that are meant, an id a line. */
export const waiting = (({ db }, { choice }) => waitingIds(db, choice)) satisfies Read<
  { choice: PendingChoice },
  string
>;

/** How far an action has come; null where there is none by this id. */
export const actionState = (async ({ db }, { id }) =>
  (await findAction(db, id))?.state ?? null) satisfies Read<{ id: string }, ActionRow['state'] | null>;
