import { Router } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { sendError } from '../http/errors.js';
import { findAction } from '../store/commands/actions.js';
import type { AttemptRow } from '../store/commands/attempts.js';
import { ATTEMPT_OUTCOMES, type LogFilter } from '../store/commands/log-search.js';
import { findLog, logEntries, newestLogId, type LogPlace } from '../store/commands/logs.js';
import type { Db } from '../store/sqlite.js';
import { sendCsv, wantsCsv } from './csv.js';
import { readCursor, writeCursor } from './cursor.js';
import { readTimeSpan } from './date-range.js';
import { inputData, logColumns, logEntry, shownBy } from './log-entry.js';
import { FORMATS, readOneOf, readPageSize, readPhone, readQuery, type Query } from './query.js';

const FILTERS = ['from', 'to', 'endpoint', 'workflow', 'phone', 'result', 'outcome'] as const;

/** The Connect logs: every attempt to carry out an action, newest first, and what each sent. */
export function logRoutes({ db, keeper }: { db: Db; keeper: ConfigKeeper }): Router {
  const router = Router();
  const shown = () => shownBy(keeper.current.revision.config);

  router.get('/', async (request, response) => {
    const query = readQuery(request, [...FILTERS, 'limit', 'after', 'format']);
    const limit = readPageSize(query.limit);
    const names = shown();
    const filter = readFilter(query, names.timeZone);
    const after = readPlace(query.after);
    if (wantsCsv(request, readOneOf('format', query.format, FORMATS))) {
      await sendCsv(response, 'connect-logs', logColumns(names), allPages(db, filter));
      return;
    }
    const newest = after?.newest ?? (await newestLogId(db));
    // One more than the page tells whether there is another.
    const rows = await logEntries(db, filter, { after, newest, limit: limit + 1 });
    const page = rows.slice(0, limit);
    response.json({
      timeZone: names.timeZone,
      logs: page.map((row) => logEntry(row, names)),
      next: rows.length > limit ? cursorOf(page.at(-1), newest) : null,
    });
  });

  router.get('/:id', async (request, response) => {
    const { id } = request.params;
    const row = /^\d{1,15}$/.test(id) ? await findLog(db, Number(id)) : undefined;
    if (row === undefined) {
      sendError(response, 404, {
        code: 'UNKNOWN_LOG_ENTRY',
        message: `there is no log entry "${id.slice(0, 100)}"`,
        remedy: 'Take the id from /api/logs; entries go after the time that settings.retention names.',
      });
      return;
    }
    response.json(inputData(row, await findAction(db, row.action_id), shown()));
  });
  return router;
}

function readFilter(query: Query<(typeof FILTERS)[number]>, timeZone: string): LogFilter {
  return {
    ...readTimeSpan({ from: query.from, to: query.to }, timeZone),
    endpointId: query.endpoint ?? null,
    workflowId: query.workflow ?? null,
    phone: readPhone(query.phone),
    result: query.result ?? null,
    outcome: readOneOf('outcome', query.outcome, ATTEMPT_OUTCOMES),
  };
}

function readPlace(text: string | undefined): LogPlace | null {
  const parts = readCursor(text, ['number', 'number', 'number']);
  if (parts === null) return null;
  const [at = 0, id = 0, newest = 0] = parts.map(Number);
  return { at, id, newest };
}

function cursorOf(last: AttemptRow | undefined, newest: number): string | null {
  return last === undefined ? null : writeCursor([last.at, last.id, newest]);
}

const EXPORTED_AT_ONCE = 500;

/** All that match when it begins, in pages small enough to let other work in between. */
async function* allPages(db: Db, filter: LogFilter): AsyncGenerator<AttemptRow[]> {
  const newest = await newestLogId(db);
  let after: LogPlace | null = null;
  for (;;) {
    const rows: AttemptRow[] = await logEntries(db, filter, { after, newest, limit: EXPORTED_AT_ONCE });
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < EXPORTED_AT_ONCE) return;
    after = { at: last.at, id: last.id, newest };
  }
}
