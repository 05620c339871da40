import type { Columns } from '../sql/columns.js';
import type { Schema } from '../schema.js';

/** What a column holds, in the words of Postgres. */
export type ColumnType = 'text' | 'bigint' | 'bytea';

type ColumnLists = { readonly [Table in keyof Schema]?: readonly Columns<Table>[] };

/*
 * Rows are given as a list for each column (rows.ts), whose type has to be said. These are the columns that hold no texts, of those tables
 * in which many rows are stored at once.
 */

const NUMBERS: ColumnLists = {
  account_names: ['pulled_at'],
  actions: [
    'revision',
    'depth',
    'deadline_at',
    'requested_at',
    'due_at',
    'next_at',
    'give_up_at',
    'attempts',
    'hold_until',
    'run_now',
    'holder',
  ],
  admissions: ['expires_at'],
  alarms: ['since', 'last_at', 'count', 'told_at', 'acknowledged_at', 'resolved_at'],
  attempts: ['id', 'number', 'at', 'duration_ms', 'status'],
  call_states: ['updated_at'],
  deliveries: ['seq', 'received_at', 'claims'],
  delivery_marks: ['at', 'expires_at'],
  guard_states: ['expires_at'],
  halts: ['since', 'until', 'ended_at', 'holder'],
  holds: ['made_at'],
  inbox: ['seq', 'claims', 'replayed_at', 'holder'],
  lead_states: ['updated_at'],
  loop_states: ['expires_at'],
  occurrences: ['seq', 'revision', 'received_at'],
  quarantine: ['at', 'status', 'truncated'],
  subscriptions: ['sequence', 'made_at', 'ended_at'],
  switches: ['active', 'configured', 'at', 'reset_at'],
  workflow_failures: ['at'],
};

const BYTES: ColumnLists = {
  deliveries: ['body'],
  holds: ['sealed'],
  quarantine: ['body'],
  subscriptions: ['sealed'],
};

export function typeOf(table: string, column: string): ColumnType {
  if (has(NUMBERS, table, column)) return 'bigint';
  if (has(BYTES, table, column)) return 'bytea';
  if (NUMBERS[table as keyof Schema] === undefined)
    throw new Error(`what the columns of ${table} hold is not written down`);
  return 'text';
}

function has(lists: ColumnLists, table: string, column: string): boolean {
  const columns: readonly string[] | undefined = lists[table as keyof Schema];
  return columns?.includes(column) ?? false;
}
