import { ACTION_LABELS, visibleLines, type WorkflowActionType } from '@convoso-connect/core';
import { withLocalTimes } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { print } from './print.js';

export interface PendingOptions {
  readonly lead?: string;
  readonly workflow?: string;
  readonly endpoint?: string;
  readonly type?: string;
}

interface PendingEntry {
  readonly id: string;
  readonly date: string;
  readonly type: WorkflowActionType;
  readonly state: string;
  readonly workflowName: string;
  readonly reason: string | null;
}

interface PendingPage {
  readonly timeZone: string;
  readonly pending: readonly PendingEntry[];
  readonly next: string | null;
}

/** Prints what is planned and not done yet, what is due first in front. */
export async function printPending(options: PendingOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const { timeZone, pending, next } = await askRelay<PendingPage>(
    { method: 'GET', place: `pending${queryOf(options)}` },
    env,
  );
  const lines = pending.map(({ id, date, type, state, workflowName, reason }) => {
    const why = reason === null ? '' : `: ${withLocalTimes(reason, timeZone)}`;
    return `${date}   ${ACTION_LABELS[type]} of "${workflowName}" [${id}]   ${state}${why}`;
  });
  if (lines.length === 0) lines.push('Nothing is pending.');
  if (next !== null) lines.push('… and more; narrow it down with --lead, --workflow, --endpoint or --type.');
  print(`${visibleLines(lines)}\n`);
}

/** Cancels pending actions without performing them: one by its id, or all that the options name. */
export async function flush(
  id: string | undefined,
  options: PendingOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (id !== undefined) {
    await askRelay({ method: 'POST', place: `pending/${encodeURIComponent(id)}/flush` }, env);
    print(`Flushed ${id}.\n`);
    return;
  }
  const place = `pending/flush${queryOf(options)}`;
  const { flushed } = await askRelay<{ flushed: number }>({ method: 'POST', place }, env);
  print(`Flushed ${flushed === 1 ? 'one action' : `${flushed} actions`}.\n`);
}

/** Has a pending action performed now, whatever its own schedule says; hours that the law sets still count. */
export async function runNow(id: string, env: NodeJS.ProcessEnv): Promise<void> {
  await askRelay({ method: 'POST', place: `pending/${encodeURIComponent(id)}/run` }, env);
  print(`${id} is due now; see: npm run connect -- explain ${id.slice(0, id.lastIndexOf('-'))}\n`);
}

function queryOf(options: PendingOptions): string {
  const query = new URLSearchParams(Object.entries(options) as [string, string][]).toString();
  return query === '' ? '' : `?${query}`;
}
