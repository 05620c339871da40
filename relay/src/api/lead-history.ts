import { Router } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { reportOccurrence } from '../explain/report.js';
import { localTime } from '../explain/local-time.js';
import { occurrencesOfLead } from '../store/commands/occurrences.js';
import type { Db } from '../store/sqlite.js';
import { readCursor, writeCursor } from './cursor.js';
import { readTimeSpan } from './date-range.js';
import { readLead, readPageSize, readQuery } from './query.js';

/** What happened to one lead, newest first: each occurrence with its decisions, actions and attempts. */
export function leadHistoryRoutes({ db, keeper }: { db: Db; keeper: ConfigKeeper }): Router {
  const router = Router();
  router.get('/:leadId/history', async (request, response) => {
    const query = readQuery(request, ['from', 'to', 'limit', 'after']);
    const limit = readPageSize(query.limit);
    const { timeZone } = keeper.current.revision.config.account;
    const span = readTimeSpan({ from: query.from, to: query.to }, timeZone);
    const leadKey = readLead(request.params.leadId);
    const after = readCursor(query.after, ['number']);
    const rows = await occurrencesOfLead(
      db,
      { leadKey, ...span },
      { after: after === null ? null : Number(after[0]), limit: limit + 1 },
    );
    const page = rows.slice(0, limit);
    const history = [];
    for (const row of page) {
      const report = await reportOccurrence(db, keeper.revisions, row.id);
      if (report !== null) history.push({ date: localTime(row.received_at, timeZone), ...report });
    }
    const last = page.at(-1);
    response.json({
      timeZone,
      leadKey,
      history,
      next: rows.length > limit && last !== undefined ? writeCursor([last.seq]) : null,
    });
  });
  return router;
}
