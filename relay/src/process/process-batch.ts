import type { Occurrence } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { LiveConfig } from '../config/live-config.js';
import { insertActions } from '../store/commands/actions.js';
import { markProcessed, type DeliveryRow } from '../store/commands/deliveries.js';
import { insertOccurrences } from '../store/commands/occurrences.js';
import { loadStates, saveStates } from '../store/commands/states.js';
import type { Schema } from '../store/schema.js';
import { nameDelivery, runBatch } from './batch.js';
import type { Repeats } from './repeats.js';

/**
 * Process: turns stored deliveries into occurrences, decisions and pending actions within one transaction, the
 * states and guards of their leads read and written in it. Gives the occurrences by id.
 */
export async function processBatch(
  tx: Transaction<Schema>,
  rows: readonly DeliveryRow[],
  { config, repeats }: { config: LiveConfig; repeats: Repeats },
): Promise<ReadonlyMap<string, Occurrence>> {
  if (rows.length === 0) return new Map();
  const batch = rows.map((row) => nameDelivery(row, config));
  const leadKeys = distinct(batch.map(({ leadKey }) => leadKey));
  const callLogIds = distinct(batch.map(({ callLogId }) => callLogId));
  const states = await loadStates(tx, leadKeys, callLogIds);
  const outcome = runBatch(batch, states, config, (row) => repeats.repeatOf(row));
  await insertOccurrences(tx, outcome.occurrenceRows);
  await insertActions(tx, outcome.actionRows);
  await saveStates(tx, outcome.states);
  await markProcessed(
    tx,
    rows.map((row) => row.seq),
  );
  return outcome.occurrences;
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
