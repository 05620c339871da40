import { shellWord } from '../shell-word.js';
import { endpointIdOf } from '../endpoint-id.js';
import { localTime, withLocalTimes } from './local-time.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { DeadChoice } from '../store/ports/dead-letters.js';
import type { Target } from '../store/ports/target.js';
import type { StoreReads } from '../store/store.js';

/** What the sentences call things by. */
export interface Names {
  readonly timeZone: string;
  readonly workflowName: (id: string) => string;
  /** The workflow that has planned it, or what else has asked for it. */
  readonly causeName: (row: Pick<StoredAction, 'workflowId' | 'target'>) => string;
  readonly targetName: (target: Target) => string;
}

const ALL: DeadChoice = { workflowId: null, target: null, reason: null, from: null, to: null };

/** So many of the latest are told apart; what is older is in the count of all. */
const LOOKED_THROUGH = 200;

/** So many groups are told of by name. */
const MOST_NAMED = 5;

/**
 * What ended undelivered and is kept for replay: how many, and of the latest which workflow, to where and why. `since` leaves out
 * what was due before, in epoch milliseconds.
 */
export async function undelivered(
  store: StoreReads,
  names: Names,
  since: number | null = null,
): Promise<string[]> {
  const dead = await store.deadLetters.ids({ ...ALL, from: since });
  return [
    ...(await actionsText(store, count(dead.actions), { ...names, since })),
    ...(await failuresText(store, count(dead.workflows), names)),
    ...deliveriesText(count(dead.deliveries)),
  ];
}

async function actionsText(
  store: StoreReads,
  all: number,
  names: Names & { readonly since: number | null },
): Promise<string[]> {
  if (all === 0) return [];
  const latest = await store.deadLetters.actions({ after: null, limit: LOOKED_THROUGH });
  const rows = latest.filter(({ dueAt }) => names.since === null || dueAt >= names.since);
  const groups = new Map<string, StoredAction[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.workflowId, row.actionId, endpointIdOf(row.target), row.reason]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const told = [...groups.values()].slice(0, MOST_NAMED).flatMap((group) => groupText(group, names));
  const rest = groups.size > MOST_NAMED || all > rows.length ? ['  and others'] : [];
  const endpoints = [...new Set(rows.map(({ target }) => endpointIdOf(target)))];
  const head = `${all === 1 ? 'One action has' : `${all} actions have`} ended undelivered, listed at /api/dead-letters. Mend it, then try again: ${replayText(endpoints)}`;
  return [[head, ...told, ...rest].join('\n')];
}

/** What to paste; of many endpoints a list of what failed at each, with a command for it. */
function replayText(endpoints: readonly string[]): string {
  if (endpoints.length > MOST_NAMED)
    return 'npm run connect -- failures lists them by endpoint, each with its command';
  return endpoints.map((id) => `npm run connect -- replay --endpoint ${shellWord(id)}`).join('; ');
}

function groupText(group: readonly StoredAction[], names: Names): string[] {
  const [latest] = group;
  if (latest === undefined) return [];
  const { actionId: action, target, reason, dueAt: due } = latest;
  const often = group.length === 1 ? '' : `${group.length} × `;
  const when = `${group.length === 1 ? 'due' : 'the latest due'} ${localTime(due, names.timeZone)}`;
  const why = reason === null ? '' : `: ${withLocalTimes(reason, names.timeZone)}`;
  return [
    `  ${often}"${action}" of "${names.causeName(latest)}" to "${names.targetName(target)}", ${when}${why}`,
  ];
}

async function failuresText(
  store: StoreReads,
  all: number,
  { timeZone, workflowName }: Names,
): Promise<string[]> {
  const [latest] = all === 0 ? [] : await store.occurrences.failures({ after: null, limit: 1 });
  if (latest === undefined) return [];
  const { workflowId: workflow, occurrenceId: occurrence, at, reason } = latest;
  const often = all === 1 ? 'has failed in a call' : `and others have failed in ${all} calls, it`;
  return [
    `The workflow "${workflowName(workflow)}" ${often} at ${localTime(at, timeZone)} (${occurrence}): ${withLocalTimes(reason, timeZone)}. Mend it, then play it again from /api/dead-letters.`,
  ];
}

function deliveriesText(all: number): string[] {
  if (all === 0) return [];
  const what = all === 1 ? 'One delivery' : `${all} deliveries`;
  return [`${what} could not be processed: listed at /api/dead-letters, from where it can be tried again.`];
}

/** `ids` holds one on each line. */
function count(ids: string): number {
  return ids.split('\n').filter((id) => id !== '').length;
}
