import type { StoredAdmission } from '../../ports/admissions.js';
import { insertAll, selectByKeys, type Connection } from '../many-rows.js';

const COLUMNS = ['event_id', 'rule', 'step', 'lead_key', 'prior', 'answer', 'expires_at'] as const;

/** Everything that was answered about these events. */
export function admissionsOfEvents(db: Connection, eventIds: readonly string[]): Promise<StoredAdmission[]> {
  return selectByKeys(db, 'admissions', COLUMNS, { key: 'event_id', values: eventIds });
}

export async function insertAdmissions(
  db: Connection,
  admissions: readonly StoredAdmission[],
): Promise<void> {
  await insertAll(db, 'admissions', admissions);
}
