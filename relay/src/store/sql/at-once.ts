import type { QueryResult } from 'kysely';
import type { Connection } from './connection.js';

/** Runs a statement, and has its result when it returns. */
export type RunsAtOnce = (text: string, values: readonly unknown[]) => QueryResult<unknown>;

/**
 * The transactions under way in a database that works in this process. A statement of theirs has nobody to wait for, and goes past the
 * query builder, which takes as long to hand it on as the database to run it.
 */
const UNDER_WAY = new WeakMap<Connection, RunsAtOnce>();

/** From now on until `ended` statements of this transaction are run at once. Afterwards the query builder refuses them. */
export function runsAtOnce(transaction: Connection, run: RunsAtOnce): void {
  UNDER_WAY.set(transaction, run);
}

export function ended(transaction: Connection): void {
  UNDER_WAY.delete(transaction);
}

/** Undefined where statements have to wait for their turn. */
export function atOnce(db: Connection): RunsAtOnce | undefined {
  return UNDER_WAY.get(db);
}
