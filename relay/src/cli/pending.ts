import { visibleLines } from '@convoso-connect/core';
import { actionLabel } from '../explain/action-label.js';
import { withLocalTimes } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { withCalledEndpoint } from './endpoint-option.js';
import { idAndOptions } from './id-and-options.js';
import { print } from './print.js';
import { whoseText } from './whose-text.js';
import { withCalledWorkflow, withMeantWorkflow } from './workflow-option.js';

export interface PendingOptions {
  readonly lead?: string;
  readonly workflow?: string;
  readonly endpoint?: string;
  readonly type?: string;
}

interface PendingEntry {
  readonly id: string;
  readonly date: string;
  readonly type: string;
  readonly state: string;
  readonly attempts: number;
  /** Both by the clock of the account; null while it is under way. */
  readonly nextAttempt: string | null;
  readonly leadKey: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly actionId: string;
  readonly workflowName: string;
  readonly endpointName: string;
  readonly reason: string | null;
  /** What holds it, of its endpoint or of everything. */
  readonly heldBy: { readonly reason: string } | null;
  readonly lastAttempt: { readonly date: string; readonly reason: string | null } | null;
  readonly skippedWhenDue: string | null;
}

export interface PendingPage {
  readonly timeZone: string;
  readonly pending: readonly PendingEntry[];
  readonly next: string | null;
}

/** Prints what is planned and not done yet, what is due first in front. */
export async function printPending(options: PendingOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const place = `pending${queryOf(await withCalledEndpoint(await withMeantWorkflow(options, env), env))}`;
  print(pendingText(await askRelay<PendingPage>({ method: 'GET', place }, env)));
}

/** A page of `/api/pending` as a person reads it. */
export function pendingText({ timeZone, pending, next }: PendingPage): string {
  const lines = pending.flatMap((entry) => entryLines(entry, timeZone));
  if (lines.length === 0) lines.push('Nothing is pending.');
  if (next !== null) lines.push('… and more; narrow it down with --lead, --workflow, --endpoint or --type.');
  return `${visibleLines(lines)}\n`;
}

/** When, about whom, what, and to where; and below it why it waits. */
function entryLines(entry: PendingEntry, timeZone: string): string[] {
  const { id, date, type, actionId, workflowName, endpointName, skippedWhenDue } = entry;
  return [
    `${date}   ${whoseText(entry)}   ${actionLabel(type)} "${actionId}" of "${workflowName}" to "${endpointName}" [${id}]`,
    `    ${whyText(entry, timeZone)}`,
    ...(skippedWhenDue === null
      ? []
      : [`    will be skipped when it comes due: ${withLocalTimes(skippedWhenDue, timeZone)}`]),
  ];
}

function whyText(
  { date, state, attempts, nextAttempt, reason, heldBy, lastAttempt }: PendingEntry,
  timeZone: string,
): string {
  const told = reason ?? lastAttempt?.reason ?? null;
  const why = told === null ? '' : `: ${withLocalTimes(told, timeZone)}`;
  if (heldBy !== null) return `waits: ${withLocalTimes(heldBy.reason, timeZone)}`;
  if (nextAttempt === null) return `${state}${why}`;
  if (attempts > 0)
    return `${attempts === 1 ? 'one attempt' : `${attempts} attempts`} so far, the next at ${nextAttempt}${why}`;
  if (nextAttempt !== date) return `has its turn at ${nextAttempt} at the latest${why}`;
  return reason === null ? 'waits for its time' : `waits${why}`;
}

/** Cancels pending actions without performing them: one by its id, or all that the options name. */
export async function flush(
  id: string | undefined,
  options: PendingOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (id !== undefined) {
    if (Object.keys(options).length > 0) throw idAndOptions();
    await askRelay({ method: 'POST', place: `pending/${encodeURIComponent(id)}/flush` }, env);
    print(`Flushed ${id}.\n`);
    return;
  }
  const place = `pending/flush${queryOf(await withCalledEndpoint(await withCalledWorkflow(options, env), env))}`;
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
