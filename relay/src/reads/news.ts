import { shownNow } from './failed-action.js';
import { logEntry } from './log-entry.js';
import { occurrences, type OccurrenceSummary } from './occurrences.js';
import type { Read, ReadTools } from './tools.js';

/** How far somebody has followed: the last call, and the last attempt, each by its number. */
export interface NewsMark {
  readonly call: number;
  readonly attempt: number;
}

/** So many of each are told at once; whoever missed more looks at the lists. */
const MOST = 50;

/** How far there is anything to follow. */
export const newsMark = (async ({ store }, _asked): Promise<NewsMark> => {
  const [latest] = await store.occurrences.recent({ phone: null, limit: 1 });
  return { call: latest?.seq ?? 0, attempt: await store.attempts.newest() };
}) satisfies Read<object, NewsMark>;

/** What came behind a mark, newest first, and the mark behind that. */
export const news = (async (tools, { after }) => {
  const mark = await newsMark(tools, {});
  const calls = mark.call > after.call ? await newCalls(tools, after) : NONE;
  const attempts = mark.attempt > after.attempt ? await newAttempts(tools, { after, mark }) : NONE;
  return {
    mark,
    calls: calls.entries,
    attempts: attempts.entries,
    /** There were more than are told. */
    more: calls.more || attempts.more,
  };
}) satisfies Read<{ after: NewsMark }, unknown>;

const NONE = { entries: [], more: false };

async function newCalls(
  tools: ReadTools,
  after: NewsMark,
): Promise<{ entries: readonly OccurrenceSummary[]; more: boolean }> {
  const rows = await tools.store.occurrences.recent({ phone: null, limit: MOST + 1 });
  const fresh = rows.filter(({ seq }) => seq > after.call).length;
  if (fresh === 0) return NONE;
  const page = await occurrences(tools, { phone: null, after: null, limit: Math.min(fresh, MOST) });
  return { entries: page.occurrences, more: fresh > MOST };
}

async function newAttempts(tools: ReadTools, { after, mark }: { after: NewsMark; mark: NewsMark }) {
  const anything = {
    from: null,
    to: null,
    phone: null,
    target: null,
    workflowId: null,
    result: null,
    outcome: null,
  };
  const page = { after: null, newest: mark.attempt, limit: MOST + 1 };
  const rows = await tools.store.attempts.page(anything, page);
  const fresh = rows.filter(({ id }) => id > after.attempt);
  const shown = await shownNow(tools);
  return { entries: fresh.slice(0, MOST).map((row) => logEntry(row, shown)), more: fresh.length > MOST };
}
