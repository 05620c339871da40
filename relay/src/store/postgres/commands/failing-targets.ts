import { sql } from 'kysely';
import type { FailingTarget } from '../../ports/pending.js';
import type { Connection } from '../../sql/connection.js';
import { targetOfKey } from '../../target-key.js';

/** The targets at which actions have failed that are to be tried again, with the reason of the one that was due first. */
export async function failingTargets(db: Connection): Promise<readonly FailingTarget[]> {
  const { rows } = await sql<Omit<FailingTarget, 'target'> & { target: string }>`
    select distinct on (endpoint_id) endpoint_id as target, count(*) over (partition by endpoint_id) as waiting,
      due_at as since, reason
    from actions where state = 'waiting' and attempts > 0
    order by endpoint_id, due_at, id
  `.execute(db);
  return rows.map(({ target, ...failing }) => ({ target: targetOfKey(target), ...failing }));
}
