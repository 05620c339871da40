import { RELAY_API, type QueryOf } from '@convoso-connect/core/relay-contract';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { targetAsked } from '../endpoint-id.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { whenGone } from './answer.js';
import { refuseUnheardOf } from './chosen-parts.js';
import { sendCsv, separatorAsked } from './csv.js';
import { readTimeSpan } from './date-range.js';
import { pageSize, readPhone } from './query.js';
import { ANSWERED, FromRead, type Serve } from './serve.js';
import type { LogFilter, LogPlace } from '../store/ports/attempts.js';

const { logs } = RELAY_API;

/** The Connect logs: every attempt to carry out an action, newest first, and what each sent. */
export function serveLogs(
  serve: Serve,
  { reader, keeper }: { readonly reader: Reader; readonly keeper: ConfigKeeper },
): void {
  serve(logs.list, async ({ query, request, response }) => {
    const { number: revision, config } = keeper.current.revision;
    const filter = readFilter(query, config.account.timeZone);
    const after = readPlace(query.after);
    await refuseUnheardOf({ reader, keeper }, query);
    const separator = separatorAsked(request, query.format);
    if (separator === null)
      return new FromRead('logs', { filter, revision, after, limit: pageSize(query.limit) });
    const signal = whenGone(response);
    await sendCsv<LogPlace>(response, 'connect-logs', (place) =>
      reader.ask('logsCsv', { filter, revision, after: place, separator }, { signal }),
    );
    return ANSWERED;
  });
  serve(logs.get, ({ params: { id } }) => {
    const missing = {
      code: 'UNKNOWN_LOG_ENTRY',
      message: `there is no log entry "${id.slice(0, 100)}"`,
      remedy: 'Take the id from /api/logs; entries go after the time that settings.retention names.',
    };
    // No entry has the number zero, so that whatever is no number finds none.
    const number = /^\d{1,15}$/.test(id) ? Number(id) : 0;
    return new FromRead('log', { id: number, revision: keeper.current.revision.number }, missing);
  });
}

function readFilter(query: QueryOf<typeof logs.list>, timeZone: string): LogFilter {
  return {
    ...readTimeSpan({ from: query.from, to: query.to }, timeZone),
    target: targetAsked(query.endpoint),
    workflowId: query.workflow ?? null,
    phone: readPhone(query.phone),
    result: query.result ?? null,
    outcome: query.outcome ?? null,
  };
}

function readPlace(text: string | undefined): LogPlace | null {
  const parts = readCursor(text, ['number', 'number', 'number']);
  if (parts === null) return null;
  const [at = 0, id = 0, newest = 0] = parts.map(Number);
  return { at, id, newest };
}
