import { EXPORTED_AT_ONCE, csvPart, type CsvPart } from './csv.js';
import type { Separator } from './csv-cell.js';
import { inputData, logColumns, logEntry, shownBy, type Shown } from './log-entry.js';
import { pageOf } from './page.js';
import type { Read, ReadTools } from './tools.js';
import type { Target } from '../store/ports/target.js';
import type { LogFilter, LogPlace } from '../store/ports/attempts.js';
import { subscriptionNames } from '../subscriptions/called.js';

export interface LogsAsked {
  readonly filter: LogFilter;
  readonly after: LogPlace | null;
  /** Whose names are shown. */
  readonly revision: number;
}

async function shownIn({ store, revisions }: ReadTools, revision: number): Promise<Shown> {
  return shownBy((await revisions.get(revision)).config, await subscriptionNames(store));
}

/** A page of the Connect logs. */
export const logs = (async (tools, { filter, after, revision, limit }) => {
  const { store, signal } = tools;
  const shown = await shownIn(tools, revision);
  const newest = after?.newest ?? (await store.attempts.newest());
  const { rows, next } = await pageOf(
    limit,
    (most) => store.attempts.page(filter, { after, newest, limit: most, signal }),
    ({ at, id }) => [at, id, newest],
  );
  return { timeZone: shown.timeZone, logs: rows.map((row) => logEntry(row, shown)), next };
}) satisfies Read<LogsAsked & { limit: number }, unknown>;

/** A part of the Connect logs as CSV: of those that were there when the first part was made. */
export const logsCsv = (async (tools, { filter, after, revision, separator }): Promise<CsvPart<LogPlace>> => {
  const { store, signal } = tools;
  const newest = after?.newest ?? (await store.attempts.newest());
  const rows = await store.attempts.page(filter, { after, newest, limit: EXPORTED_AT_ONCE, signal });
  const placeOf = ({ at, id }: { at: number; id: number }) => ({ at, id, newest });
  return csvPart(rows, logColumns(await shownIn(tools, revision)), {
    first: after === null,
    separator,
    placeOf,
  });
}) satisfies Read<LogsAsked & { separator: Separator }, unknown>;

/** Whether anything is kept of what carries out actions: an attempt, or an action that waits for its first one. */
export const targetInLog = (async ({ store }, { target }): Promise<boolean> => {
  const at = { workflowId: null, target, from: null, to: null };
  const attempts = await store.attempts.page(
    { ...at, phone: null, result: null, outcome: null },
    { after: null, newest: await store.attempts.newest(), limit: 1 },
  );
  if (attempts.length > 0) return true;
  const waiting = await store.pending.page({ ...at, leadKey: null, type: null }, { after: null, limit: 1 });
  return waiting.length > 0;
}) satisfies Read<{ target: Target }, boolean>;

/** The Input Data of an entry; null where there is none by this id. */
export const log = (async (tools, { id, revision }) => {
  const row = await tools.store.attempts.find(id);
  if (row === undefined) return null;
  return inputData(row, await tools.store.actions.find(row.actionId), await shownIn(tools, revision));
}) satisfies Read<{ id: number; revision: number }, unknown>;
