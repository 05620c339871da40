import { visibleLines } from '@convoso-connect/core';
import { actionLabel } from '../explain/action-label.js';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { withLocalTimes } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { counted, numberText } from '../counted.js';
import { failedQuery, type FailedOptions } from './failed-options.js';
import { print } from './print.js';
import { whoseText } from './whose-text.js';

type Failures = AnswerOf<RelayApi['failures']['list']>;
type FailureGroup = Failures['failures'][number];
type FailedPage = AnswerOf<RelayApi['failures']['actions']>;
type FailedEntry = FailedPage['actions'][number];

/** Prints what was not delivered, by endpoint and cause; with an endpoint, each of it as well. */
export async function printFailures(options: FailedOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const query = await failedQuery(options, env);
  const all = await askRelay<Failures>({ method: 'GET', place: `failures${query}` }, env);
  print(failuresText(all));
  if (options.endpoint === undefined || all.failures.length === 0) return;
  const place = `failures/actions${query}`;
  print(`\n${failedText(await askRelay<FailedPage>({ method: 'GET', place }, env))}`);
}

/** The groups as a person reads them, each with what to do next. */
export function failuresText({ failures, timeZone, since, until, ...others }: Failures): string {
  const head = spanText({ since, until });
  const groups = failures.flatMap((group) => groupLines(group, timeZone));
  const lines = [...groups, ...othersLines(others)];
  return `${visibleLines([...head, ...(lines.length === 0 ? ['Nothing is undelivered.'] : lines)])}\n`;
}

function othersLines({ calls, workflows }: Pick<Failures, 'calls' | 'workflows'>): string[] {
  if (calls + workflows === 0) return [];
  const what = [
    ...(calls === 0 ? [] : [`${counted(calls, 'call')} could not be processed`]),
    ...(workflows === 0 ? [] : [`${counted(workflows, 'workflow')} failed with an error`]),
  ];
  return [
    `Besides, ${what.join(' and ')}: listed at /api/dead-letters. Once it is mended: npm run connect -- replay --since <time>`,
  ];
}

/** How `--since` and `--until` were understood. */
export function spanText({ since, until }: Pick<Failures, 'since' | 'until'>): string[] {
  const parts = [
    ...(since === null ? [] : [`since ${since.local}`]),
    ...(until === null ? [] : [`before ${until.local}`]),
  ];
  return parts.length === 0 ? [] : [`Due ${parts.join(' and ')}:`];
}

function groupLines(group: FailureGroup, timeZone: string): string[] {
  const { endpointName, what, cause, dead, waiting, first, last, example, remedy, command } = group;
  const counts = [
    ...(dead === 0 ? [] : [`${numberText(dead)} given up`]),
    ...(waiting === 0 ? [] : [`${numberText(waiting)} to be tried again`]),
  ];
  const when = first === last ? `due ${first}` : `due ${first} to ${last}`;
  return [
    `${endpointName} ${what} [${cause}]: ${counts.join(', ')}; ${when}`,
    `    the last of them: ${whoseText(example)}: ${lastText(example, timeZone)}`,
    ...whyLine(example),
    `    ${remedy}`,
    `    ${command}`,
  ];
}

/** A hold has a place of its own; what is not about a call has none. */
function whyLine({ type, occurrenceId }: FailedEntry): string[] {
  if (occurrenceId === '') return [];
  const command = type === 'HOLD' ? 'holds show' : 'explain';
  return [`    why: npm run connect -- ${command} ${occurrenceId}`];
}

function failedText({ actions, next, timeZone }: FailedPage): string {
  const lines = actions.flatMap((entry) => entryLines(entry, timeZone));
  if (next !== null) lines.push('… and more; narrow it down with --cause, --workflow, --since or --until.');
  return `${visibleLines(lines)}\n`;
}

function entryLines(entry: FailedEntry, timeZone: string): string[] {
  const { id, date, type, actionId, workflowName, endpointName, attempts, nextAttempt, cause } = entry;
  const label = actionLabel(type);
  const tried = attempts === 0 ? 'never tried' : counted(attempts, 'attempt');
  const then = nextAttempt === null ? 'given up' : `the next at ${nextAttempt}`;
  return [
    `${date}   ${whoseText(entry)}   ${label} "${actionId}" of "${workflowName}" to "${endpointName}" [${id}]`,
    `    ${tried}, ${then} [${cause}]: ${lastText(entry, timeZone)}`,
  ];
}

function lastText({ lastAttempt, reason }: FailedEntry, timeZone: string): string {
  const why = withLocalTimes(lastAttempt?.reason ?? reason ?? 'no reason is kept', timeZone);
  return lastAttempt === null ? why : `at ${lastAttempt.date}: ${why}`;
}
