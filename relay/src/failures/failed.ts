import type { StoredAction } from '../store/ports/actions.js';
import type { LastAttempt } from '../store/ports/attempts.js';
import type { DeadChoice } from '../store/ports/dead-letters.js';
import type { Place } from '../store/ports/lists.js';
import type { StoreReads } from '../store/store.js';
import { failureCauseOf, type Cause } from './cause.js';

/** Which of what was not delivered is meant; null where it does not matter. The times are when it was due. */
export interface FailedChoice extends DeadChoice {
  readonly state: 'dead' | 'waiting' | null;
  readonly cause: Cause | null;
}

/** An action that was given up or is to be tried again, with the attempt at it that ended last. */
export interface Failed {
  readonly row: StoredAction;
  readonly last: LastAttempt | null;
  readonly cause: Cause;
}

/** Rows that are read in one go, so that other reads have their turn in between. */
const AT_ONCE = 500;

/** What the walk needs of a read's tools. */
export interface WalkTools {
  readonly store: Pick<StoreReads, 'deadLetters' | 'pending' | 'attempts'>;
  readonly signal: AbortSignal;
  readonly pause: () => Promise<void>;
}

/** Walks through what was not delivered and is meant, what was due first in front; a step may hold none of it. */
export async function* failedInOrder(
  tools: WalkTools,
  choice: FailedChoice,
  start: Place<string> | null,
): AsyncGenerator<readonly Failed[]> {
  let after = start;
  for (;;) {
    const rows = await nextRows(tools, choice, after);
    yield await withCauses(
      tools,
      rows.filter((row) => isMeant(row, choice)),
      choice,
    );
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = placeOf(last);
    await tools.pause();
  }
}

export function placeOf({ dueAt, id }: StoredAction): Place<string> {
  return { at: dueAt, id };
}

/** The next rows of both lists together: those of each that come first hold the first of both. */
async function nextRows(
  { store, signal }: WalkTools,
  { state, cause: _cause, ...choice }: FailedChoice,
  after: Place<string> | null,
): Promise<readonly StoredAction[]> {
  const page = { after, limit: AT_ONCE, signal };
  const dead = state === 'waiting' ? [] : await store.deadLetters.oldestActions(choice, page);
  const { workflowId, target, from, to } = choice;
  const meant = { leadKey: null, type: null, workflowId, target, from, to };
  const pending = state === 'dead' ? [] : await store.pending.page(meant, page);
  return [...dead, ...pending].sort(inOrder).slice(0, AT_ONCE);
}

function inOrder(one: StoredAction, other: StoredAction): number {
  if (one.dueAt !== other.dueAt) return one.dueAt - other.dueAt;
  return one.id < other.id ? -1 : 1;
}

/** Of what is pending, only what an attempt has failed at; of it the reason is looked at here. */
function isMeant({ state, attempts, reason }: StoredAction, choice: FailedChoice): boolean {
  if (state === 'dead') return true;
  const hasReason = choice.reason === null || reason?.toLowerCase().includes(choice.reason.toLowerCase());
  return state === 'waiting' && attempts > 0 && hasReason === true;
}

async function withCauses(
  { store }: WalkTools,
  rows: readonly StoredAction[],
  { cause }: FailedChoice,
): Promise<readonly Failed[]> {
  const found = await store.attempts.lastOf(rows.map(({ id }) => id));
  const lastOf = new Map(found.map((each) => [each.actionId, each]));
  const failed = rows.map((row): Failed => {
    const last = lastOf.get(row.id) ?? null;
    return { row, last, cause: failureCauseOf(last) };
  });
  return cause === null ? failed : failed.filter((each) => each.cause === cause);
}
