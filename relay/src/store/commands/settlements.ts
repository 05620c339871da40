import type { Insertable, Transaction } from 'kysely';
import { insertAll, run, updateAll } from '../many-rows.js';
import { resultKey, resultText } from '../result-key.js';
import type { AttemptTable, Schema } from '../schema.js';
import type { ActionRow } from './actions.js';

export type NewAttempt = Omit<Insertable<AttemptTable>, 'id' | 'result_key'>;

/** What an attempt leaves behind: its log row, and the action's new state. */
export interface Settlement {
  readonly attempt: NewAttempt;
  readonly action: Pick<ActionRow, 'id' | 'state' | 'next_at' | 'reason' | 'lane'>;
}

/** Settle: the log rows and the new states of all finished attempts, together. */
export async function settleAttempts(
  tx: Transaction<Schema>,
  settlements: readonly Settlement[],
): Promise<void> {
  if (settlements.length === 0) return;
  const attempts = settlements.map(({ attempt }) => {
    return { ...attempt, result_key: resultKey(resultText(attempt.result)) };
  });
  await insertAll(tx, 'attempts', attempts);
  const isPlainlyDone = ({ action }: Settlement): boolean =>
    action.state === 'done' && action.reason === null;
  await endDone(
    tx,
    settlements.filter(isPlainlyDone).map(({ action }) => action.id),
  );
  const others = settlements.filter((settlement) => !isPlainlyDone(settlement));
  const changes = others.map(({ action: { id, state, next_at, reason }, attempt: { number } }) => {
    return { id, state, next_at, reason, attempts: number };
  });
  await updateAll(tx, 'actions', 'id', changes);
}

/** By far the most end like this; when they were due stays as it is, and with it the indexes that hold it. */
async function endDone(tx: Transaction<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const text =
    `update actions set state = 'done', attempts = attempts + 1, reason = null ` +
    'where id in (select value from json_each(?))';
  await run(tx, text, [JSON.stringify(ids)]);
}
