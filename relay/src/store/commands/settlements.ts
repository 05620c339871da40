import { NO_GUARD_STATES, expectEcho } from '@convoso-connect/core';
import type { Insertable, Transaction } from 'kysely';
import { insertAll, run, updateAll } from '../many-rows.js';
import { resultKey, resultText } from '../result-key.js';
import type { AttemptTable, Schema } from '../schema.js';
import type { ActionRow } from './actions.js';
import { loadGuards, saveGuards } from './guard-states.js';

export type NewAttempt = Omit<Insertable<AttemptTable>, 'id' | 'result_key'>;

/** What an attempt leaves behind: its log row, the action's new state, and what it has written to the lead. */
export interface Settlement {
  readonly attempt: NewAttempt;
  readonly action: Pick<ActionRow, 'id' | 'state' | 'next_at' | 'reason' | 'lane'>;
  readonly written: readonly { readonly field: string; readonly value: string }[];
}

/** Settle: the log rows, the new states and the echoes to expect of all finished attempts, together. */
export async function settleAttempts(
  tx: Transaction<Schema>,
  settlements: readonly Settlement[],
): Promise<void> {
  if (settlements.length === 0) return;
  const attempts = settlements.map(({ attempt }) => {
    return { ...attempt, result_key: resultKey(resultText(attempt.result)) };
  });
  await insertAll(tx, 'attempts', attempts);
  await expectEchoes(tx, settlements);
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

/** What was written to a lead may come back as a delivery, which is then caused by the workflow (domain-facts J.13). */
async function expectEchoes(tx: Transaction<Schema>, settlements: readonly Settlement[]): Promise<void> {
  for (const { attempt, written } of settlements) {
    const leadKey = attempt.lead_key;
    if (leadKey === null || leadKey === undefined || written.length === 0) continue;
    const at = attempt.at + attempt.duration_ms;
    const before = (await loadGuards(tx, [leadKey])).get(leadKey) ?? NO_GUARD_STATES;
    const echoes = written.reduce(
      (expected, each) => expectEcho(expected, { workflowId: attempt.workflow_id, ...each }, at),
      before.echoes,
    );
    await saveGuards(tx, new Map([[leadKey, { states: { ...before, echoes }, at }]]));
  }
}
