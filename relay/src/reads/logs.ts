import { findAction } from '../store/commands/actions.js';
import type { LogFilter } from '../store/commands/log-search.js';
import { findLog, logEntries, newestLogId, type LogPlace } from '../store/commands/logs.js';
import { EXPORTED_AT_ONCE, csvPart, type CsvPart } from './csv.js';
import type { Separator } from './csv-cell.js';
import { inputData, logColumns, logEntry, shownBy, type Shown } from './log-entry.js';
import { pageOf } from './page.js';
import type { Read, ReadTools } from './tools.js';

export interface LogsAsked {
  readonly filter: LogFilter;
  readonly after: LogPlace | null;
  /** Whose names are shown. */
  readonly revision: number;
}

async function shownIn({ revisions }: ReadTools, revision: number): Promise<Shown> {
  return shownBy((await revisions.get(revision)).config);
}

/** A page of the Connect logs. */
export const logs = (async (tools, { filter, after, revision, limit }) => {
  const { db, signal } = tools;
  const shown = await shownIn(tools, revision);
  const newest = after?.newest ?? (await newestLogId(db));
  const { rows, next } = await pageOf(
    limit,
    (most) => logEntries(db, filter, { after, newest, limit: most, signal }),
    ({ at, id }) => [at, id, newest],
  );
  return { timeZone: shown.timeZone, logs: rows.map((row) => logEntry(row, shown)), next };
}) satisfies Read<LogsAsked & { limit: number }, unknown>;

/** A part of the Connect logs as CSV: of those that were there when the first part was made. */
export const logsCsv = (async (tools, { filter, after, revision, separator }): Promise<CsvPart<LogPlace>> => {
  const { db, signal } = tools;
  const newest = after?.newest ?? (await newestLogId(db));
  const rows = await logEntries(db, filter, { after, newest, limit: EXPORTED_AT_ONCE, signal });
  const placeOf = ({ at, id }: { at: number; id: number }) => ({ at, id, newest });
  return csvPart(rows, logColumns(await shownIn(tools, revision)), {
    first: after === null,
    separator,
    placeOf,
  });
}) satisfies Read<LogsAsked & { separator: Separator }, unknown>;

/** The Input Data of an entry; null where there is none by this id. */
export const log = (async (tools, { id, revision }) => {
  const row = await findLog(tools.db, id);
  if (row === undefined) return null;
  return inputData(row, await findAction(tools.db, row.action_id), await shownIn(tools, revision));
}) satisfies Read<{ id: number; revision: number }, unknown>;
