import { ConnectError, visibleLines } from '@convoso-connect/core';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { withLocalTimes } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { counted, numberText } from '../counted.js';
import { failedQuery, type FailedOptions } from './failed-options.js';
import { spanText } from './failures.js';
import { print, printError } from './print.js';

export interface AgainOptions extends FailedOptions {
  readonly dryRun?: boolean;
}

type Part = AnswerOf<RelayApi['failures']['replay']>;
type Counts = Pick<Part, 'found' | 'again' | 'halted' | 'held' | 'left'>;

/** So many are looked at with each order to the relay; the progress is told after each. */
const AT_ONCE = '1000';

const NOTHING: Counts = { found: 0, again: 0, halted: [], held: [], left: [] };

/** `replay`: what was given up · `run`: what waits for another attempt. */
export type How = 'replay' | 'run';

/**
 * Sends again what the options name, part by part, and tells how far it has come. Where it is cut off it says so: what was sent
 * again by then is not sent twice by the same command.
 */
export async function sendAgain(how: How, options: AgainOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const { dryRun = false } = options;
  const total = await totalOf(how, options, env);
  let sum = NOTHING;
  let after: string | null = null;
  do {
    const part: Part = await askForPart(how, { options, after }, env).catch((error: unknown) => {
      const isGone = error instanceof ConnectError && error.code === 'RELAY_NOT_RUNNING';
      // A part of which nobody has told the end may have been done in the meantime.
      if (sum.found > 0 || isGone) printError(cutOffText(sum, { total, dryRun }));
      throw error;
    });
    if (after === null) print(lines(spanText(part)));
    sum = added(sum, part);
    after = part.next;
    if (after !== null) print(`${numberText(sum.found)} of ${counted(total, 'action')} looked at\n`);
    else print(lines(againText(how, sum, { dryRun, timeZone: part.timeZone })));
  } while (after !== null);
}

async function totalOf(how: How, options: AgainOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const place = `failures${await failedQuery(options, env, { state: how === 'replay' ? 'dead' : 'waiting' })}`;
  const { failures } = await askRelay<AnswerOf<RelayApi['failures']['list']>>({ method: 'GET', place }, env);
  return failures.reduce((sum, { dead, waiting }) => sum + dead + waiting, 0);
}

async function askForPart(
  how: How,
  { options, after }: { readonly options: AgainOptions; readonly after: string | null },
  env: NodeJS.ProcessEnv,
): Promise<Part> {
  const more = {
    limit: AT_ONCE,
    ...(options.dryRun === true ? { dryRun: 'true' } : {}),
    ...(after === null ? {} : { after }),
  };
  const place = `failures/${how}${await failedQuery(options, env, more)}`;
  return askRelay<Part>({ method: 'POST', place }, env);
}

function added(sum: Counts, part: Counts): Counts {
  return {
    found: sum.found + part.found,
    again: sum.again + part.again,
    halted: merged(sum.halted, part.halted, ({ endpointId }) => endpointId),
    held: merged(sum.held, part.held, ({ reason }) => reason),
    left: merged(sum.left, part.left, ({ code, reason }) => `${code} ${reason}`),
  };
}

function merged<Group extends { readonly count: number }>(
  some: readonly Group[],
  more: readonly Group[],
  keyOf: (group: Group) => string,
): readonly Group[] {
  const groups = new Map(some.map((group) => [keyOf(group), group]));
  for (const group of more) {
    const known = groups.get(keyOf(group));
    // The later of them says how it stands now.
    groups.set(keyOf(group), { ...group, count: (known?.count ?? 0) + group.count });
  }
  return [...groups.values()];
}

/** What lets nothing out for the time being, and not only less. */
const SHUT: ReadonlySet<string> = new Set(['paused', 'breaker', 'asked']);

/** What was done, or would be: how many go out, how many wait for their hours, and how many were left and why. */
export function againText(
  how: How,
  { found, again, halted, held, left }: Counts,
  { dryRun, timeZone }: { readonly dryRun: boolean; readonly timeZone: string },
): string[] {
  if (found === 0) return ['Nothing of what was not delivered is meant.'];
  const shut = halted.filter(({ cause }) => SHUT.has(cause)).reduce((sum, { count }) => sum + count, 0);
  const doing = dryRun ? 'Would send' : shut > 0 && shut === again ? 'Will send' : 'Sending';
  return [
    `${doing} ${counted(again, 'action')} again, each with its own key and body.`,
    ...halted.map(({ count, endpointName, cause, reason }) => {
      const then = SHUT.has(cause) ? (dryRun ? 'would wait' : count === 1 ? 'waits' : 'wait') : 'to';
      const where = SHUT.has(cause) ? ` at ${endpointName}` : ` ${endpointName}`;
      return `${numberText(count)} of them ${then}${where}: ${withLocalTimes(reason, timeZone)}`;
    }),
    ...held.map(({ reason, count }) => {
      const then = how === 'replay' ? `${dryRun ? 'would wait' : 'wait'} for its hours` : 'keeps its hours';
      return `${counted(count, 'action')} ${then}: ${withLocalTimes(reason, timeZone)}`;
    }),
    ...leftLines(left, { dryRun, timeZone }),
    ...(dryRun ? ['Nothing was changed.'] : []),
  ];
}

/** What was not sent again, and why. */
export function leftLines(
  left: Counts['left'],
  { dryRun, timeZone }: { readonly dryRun: boolean; readonly timeZone: string },
): string[] {
  return left.map(({ reason, count, example, code }) => {
    const why = withLocalTimes(reason, timeZone);
    return `${counted(count, 'action')} ${dryRun ? 'would be left' : 'left'} as ${count === 1 ? 'it is' : 'they are'}: ${why} [${code}, such as ${example}]`;
  });
}

function cutOffText(
  { found, again }: Counts,
  { total, dryRun }: { readonly total: number; readonly dryRun: boolean },
): string {
  const seen = `It was cut off: ${numberText(found)} of ${counted(total, 'action')} were looked at`;
  if (dryRun) return `${seen}. Nothing was changed.\n`;
  const sent = `${numberText(again)} of them sent again, and perhaps some more`;
  return `${seen}, ${sent}. Give the same command once more: nothing is sent twice.\n`;
}

function lines(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `${visibleLines([...texts])}\n`;
}
