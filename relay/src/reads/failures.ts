import { endpointIdOf } from '../endpoint-id.js';
import { localTime } from '../explain/local-time.js';
import { adviceFor, againCommand } from '../failures/advice.js';
import { failedInOrder, placeOf, type Failed, type FailedChoice } from '../failures/failed.js';
import { iso } from '../iso.js';
import type { Place } from '../store/ports/lists.js';
import { writeCursor } from './cursor.js';
import { failedAction, shownNow } from './failed-action.js';
import type { Shown } from './log-entry.js';
import type { Read, ReadTools } from './tools.js';
import { NOBODY, whoseAre } from './whose.js';

/** A time as it was understood. */
export interface Understood {
  readonly at: string;
  readonly local: string;
}

export interface Asked {
  readonly choice: FailedChoice;
  readonly since: Understood | null;
  readonly until: Understood | null;
}

interface Group {
  readonly first: Failed;
  last: Failed;
  dead: number;
  waiting: number;
}

/** What was not delivered, counted by endpoint and cause, most first. */
export const failures = (async (tools, { choice, since, until }) => {
  const groups = new Map<string, Group>();
  for await (const some of failedInOrder(tools, choice, null)) {
    for (const each of some) count(groups, each);
  }
  const shown = await shownNow(tools);
  const inOrder = [...groups.values()].sort((a, b) => b.dead + b.waiting - (a.dead + a.waiting));
  const examples = await failedEntries(
    tools,
    inOrder.map(({ last }) => last),
    shown,
  );
  const entries = inOrder.flatMap((group, index) => {
    const example = examples[index];
    return example === undefined ? [] : [groupEntry(group, example, shown)];
  });
  const others = await othersOf(tools, choice);
  return { timeZone: shown.timeZone, since, until, failures: entries, ...others };
}) satisfies Read<Asked, unknown>;

/** Calls that could not be processed and workflows that failed have neither an endpoint nor a cause, and wait for nobody. */
async function othersOf(
  { store }: ReadTools,
  { state, cause, ...choice }: FailedChoice,
): Promise<{ calls: number; workflows: number }> {
  if (state === 'waiting' || cause !== null || choice.target !== null) return { calls: 0, workflows: 0 };
  const { deliveries, workflows } = await store.deadLetters.ids(choice);
  return { calls: linesIn(deliveries), workflows: linesIn(workflows) };
}

function linesIn(ids: string): number {
  return ids === '' ? 0 : ids.split('\n').length;
}

function count(groups: Map<string, Group>, failed: Failed): void {
  const { row, cause } = failed;
  const key = JSON.stringify([row.target.kind, row.target.id, cause]);
  const group = groups.get(key) ?? { first: failed, last: failed, dead: 0, waiting: 0 };
  group.last = failed;
  group[row.state === 'dead' ? 'dead' : 'waiting'] += 1;
  groups.set(key, group);
}

function groupEntry(
  { first, last, dead, waiting }: Group,
  example: Awaited<ReturnType<typeof failedEntries>>[number],
  { timeZone, targetName }: Shown,
) {
  const { target } = last.row;
  const endpointId = endpointIdOf(target);
  const { cause } = last;
  const isGivenUp = dead > 0;
  const { what, remedy } = adviceFor(cause, { kind: target.kind, isGivenUp });
  return {
    endpointId,
    endpointName: targetName(target),
    cause,
    what,
    dead,
    waiting,
    firstAt: iso(first.row.dueAt),
    first: localTime(first.row.dueAt, timeZone),
    lastAt: iso(last.row.dueAt),
    last: localTime(last.row.dueAt, timeZone),
    example,
    remedy,
    command: againCommand({ endpointId, cause, isGivenUp }),
  };
}

export interface AskedPage extends Asked {
  readonly after: Place<string> | null;
  readonly limit: number;
}

/** A page of what was not delivered, one by one, what was due first in front. */
export const failedActionsPage = (async (tools, { choice, since, until, after, limit }) => {
  const { failed, next } = await pageOfFailed(tools, choice, { after, limit });
  const shown = await shownNow(tools);
  const actions = await failedEntries(tools, failed, shown);
  return { timeZone: shown.timeZone, since, until, actions, next };
}) satisfies Read<AskedPage, unknown>;

/** The ids of a page of it, to be sent again in their order. */
export const failedIds = (async (tools, { choice, after, limit }) => {
  const { failed, next } = await pageOfFailed(tools, choice, { after, limit });
  return { ids: failed.map(({ row }) => row.id), next };
}) satisfies Read<Omit<AskedPage, 'since' | 'until'>, { ids: string[]; next: string | null }>;

async function pageOfFailed(
  tools: ReadTools,
  choice: FailedChoice,
  { after, limit }: Pick<AskedPage, 'after' | 'limit'>,
): Promise<{ failed: readonly Failed[]; next: string | null }> {
  const failed: Failed[] = [];
  for await (const some of failedInOrder(tools, choice, after)) {
    failed.push(...some);
    if (failed.length > limit) break;
  }
  const page = failed.slice(0, limit);
  const last = page.at(-1);
  if (failed.length <= limit || last === undefined) return { failed: page, next: null };
  const { at, id } = placeOf(last.row);
  return { failed: page, next: writeCursor([at, id]) };
}

async function failedEntries({ store }: ReadTools, failed: readonly Failed[], shown: Shown) {
  const whose = await whoseAre(
    store,
    failed.map(({ row }) => row.occurrenceId),
  );
  return failed.map(({ row, last, cause }) => {
    const state = row.state === 'dead' ? ('dead' as const) : ('waiting' as const);
    const isOver = state === 'dead';
    return {
      ...failedAction(row, { ...(whose.get(row.occurrenceId) ?? NOBODY), last, shown }),
      state,
      cause,
      nextAttemptAt: isOver ? null : iso(row.nextAt),
      nextAttempt: isOver ? null : localTime(row.nextAt, shown.timeZone),
    };
  });
}
