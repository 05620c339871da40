import { Router } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { sendError } from '../http/errors.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { ATTEMPT_OUTCOMES, type LogFilter } from '../store/commands/log-search.js';
import type { LogPlace } from '../store/commands/logs.js';
import { answerRead, whenGone } from './answer.js';
import { sendCsv, separatorAsked } from './csv.js';
import { readTimeSpan } from './date-range.js';
import { FORMATS, readOneOf, readPageSize, readPhone, readQuery, type Query } from './query.js';

const FILTERS = ['from', 'to', 'endpoint', 'workflow', 'phone', 'result', 'outcome'] as const;

/** The Connect logs: every attempt to carry out an action, newest first, and what each sent. */
export function logRoutes({ reader, keeper }: { reader: Reader; keeper: ConfigKeeper }): Router {
  const router = Router();

  router.get('/', async (request, response) => {
    const query = readQuery(request, [...FILTERS, 'limit', 'after', 'format']);
    const limit = readPageSize(query.limit);
    const { number: revision, config } = keeper.current.revision;
    const filter = readFilter(query, config.account.timeZone);
    const after = readPlace(query.after);
    const separator = separatorAsked(request, readOneOf('format', query.format, FORMATS));
    if (separator !== null) {
      const signal = whenGone(response);
      await sendCsv<LogPlace>(response, 'connect-logs', (place) =>
        reader.ask('logsCsv', { filter, revision, after: place, separator }, { signal }),
      );
    } else await answerRead(reader, response, 'logs', { filter, revision, after, limit });
  });

  router.get('/:id', async (request, response) => {
    const { id } = request.params;
    const asked = { id: Number(id), revision: keeper.current.revision.number };
    if (/^\d{1,15}$/.test(id) && (await answerRead(reader, response, 'log', asked))) return;
    sendError(response, 404, {
      code: 'UNKNOWN_LOG_ENTRY',
      message: `there is no log entry "${id.slice(0, 100)}"`,
      remedy: 'Take the id from /api/logs; entries go after the time that settings.retention names.',
    });
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
