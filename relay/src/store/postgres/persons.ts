import type { KeyedTable, Persons } from '../ports/persons.js';
import type { Db } from '../sql/connection.js';
import { deleteByKey } from '../sql/commands/forget.js';
import { persons } from '../sql/removals.js';
import { lockLeads } from './commands/lock-leads.js';

/** What guards and relays know of leads, which units read and write back with what a call has changed. */
const OF_LEADS: ReadonlySet<KeyedTable> = new Set<KeyedTable>(['lead_states', 'guard_states', 'admissions']);

/**
 * What is kept of a person, beside relays whose units go on: what they know of a lead is deleted once no unit has it in hand, which would
 * write back what it has read before.
 */
export function postgresPersons(db: Db, eraseDeleted: Persons['eraseDeleted']): Persons {
  const common = persons(db, eraseDeleted);
  return {
    ...common,
    deleteByKey: (table, keys) =>
      OF_LEADS.has(table)
        ? db.transaction().execute(async (tx) => {
            await lockLeads(tx, keys.map(String));
            return deleteByKey(tx, table, keys);
          })
        : common.deleteByKey(table, keys),
  };
}
