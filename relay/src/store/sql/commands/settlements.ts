import type { NewAttempt, Settlement } from '../../ports/attempts.js';
import { together } from '../../together.js';
import { resultKey, resultText } from '../../result-key.js';
import { dialectOf } from '../dialect.js';
import { conditionOf, insertAll, run, updateAll, type Connection, type From } from '../many-rows.js';

export async function settleAttempts(db: Connection, settlements: readonly Settlement[]): Promise<number> {
  if (settlements.length === 0) return 0;
  const rows = settlements.map(({ attempt }) => attemptRow(attempt));
  const [, changed] = await together(insertAll(db, 'attempts', rows), endAll(db, settlements));
  return changed;
}

async function endAll(db: Connection, settlements: readonly Settlement[]): Promise<number> {
  const changed = await together(
    ...[...byHolder(settlements)].map(([holder, held]) => endHeld(db, held, { holder })),
  );
  return changed.reduce((sum, each) => sum + each, 0);
}

/** Nearly always all of them are of one relay. */
function byHolder(settlements: readonly Settlement[]): Map<number | null, Settlement[]> {
  const of = new Map<number | null, Settlement[]>();
  for (const settlement of settlements) {
    const { holder } = settlement.action;
    const held = of.get(holder);
    if (held === undefined) of.set(holder, [settlement]);
    else held.push(settlement);
  }
  return of;
}

async function endHeld(db: Connection, settlements: readonly Settlement[], from: From): Promise<number> {
  const isPlainlyDone = ({ action }: Settlement): boolean =>
    action.state === 'done' && action.reason === null;
  const hasTurnAnew = ({ turn }: Settlement): boolean => turn === 'anew';
  const others = settlements.filter((settlement) => !isPlainlyDone(settlement));
  const changed = others.filter((settlement) => !hasTurnAnew(settlement)).map(changeOf);
  const anew = others.filter(hasTurnAnew).map((each) => ({ ...changeOf(each), holdUntil: null }));
  const done = settlements.filter(isPlainlyDone).map(({ action }) => action.id);
  const counts = await together(
    endDone(db, done, from),
    updateAll(db, 'actions', 'id', changed, from),
    updateAll(db, 'actions', 'id', anew, from),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function changeOf({ action: { id, state, nextAt, reason }, attempt: { number } }: Settlement) {
  return { id, state, nextAt, reason, attempts: number };
}

/** Logs attempts one by one, so that each is known by its number. */
export async function insertAttempts(db: Connection, attempts: readonly NewAttempt[]): Promise<number[]> {
  const ids: number[] = [];
  for (const attempt of attempts) {
    const [row] = await insertAll(db, 'attempts', [attemptRow(attempt)], ['id']);
    if (row === undefined) throw new Error(`the attempt at ${attempt.actionId} was given no number`);
    ids.push(row.id);
  }
  return ids;
}

function attemptRow(attempt: NewAttempt) {
  return { ...attempt, resultKey: resultKey(resultText(attempt.result)) };
}

/** By far the most end like this; when they were due stays as it is, and with it the indexes that hold it. */
async function endDone(db: Connection, ids: readonly string[], from: From): Promise<number> {
  if (ids.length === 0) return 0;
  const dialect = dialectOf(db);
  const text =
    `update actions set state = 'done', attempts = attempts + 1, reason = null ` +
    `where ${dialect.isOneOf('id', '?')}${conditionOf(dialect, from)}`;
  const { numAffectedRows } = await run(db, text, [dialect.listed(ids)]);
  return Number(numAffectedRows ?? 0n);
}
