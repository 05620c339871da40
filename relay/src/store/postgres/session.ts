import type { ClientBase } from 'pg';
import { PlanAge } from './plan-age.js';
import { StatementNames } from './statement-names.js';

/** A session that is ours alone. It keeps its settings and what it has prepared from one transaction to the next. */
export interface OwnSession {
  readonly names: StatementNames;
  readonly plans: PlanAge;
}

const OWN = new WeakMap<ClientBase, OwnSession>();

/** Null behind a pooler such as PgBouncer, where the next transaction may be in another session. */
export function ownSessionOf(client: ClientBase): OwnSession | null {
  return OWN.get(client) ?? null;
}

/**
 * Finds out whether a connection that was just made has a session for itself, and makes it ready if so. A pooler answers whoever connects by
 * itself, with a number of a process that it made up: the one that answers questions has another.
 */
export async function makeReady(client: ClientBase, settings: string): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const { processID } = client as ClientBase & { readonly processID: number | null };
  if (rows[0]?.pid !== processID) return;
  await client.query(settings);
  OWN.set(client, { names: new StatementNames(), plans: new PlanAge(() => performance.now()) });
}
