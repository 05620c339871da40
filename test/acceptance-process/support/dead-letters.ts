import { callOf } from '../../support/calls.js';
import { eventually } from '../../support/eventually.js';
import { startRelayHere } from './relay-here.js';
import { changeStored, rowsOf } from './stored.js';

/**
 * Leaves as many dead letters in a data folder, each of a lead of its own: one call is really refused by `crm`, and the others
 * are copies of what is stored of it.
 */
export async function leaveDeadLetters(dataFolder: string, count: number): Promise<void> {
  const relay = await startRelayHere(dataFolder);
  const body = new URLSearchParams(callOf(1, 1));
  await fetch(`${relay.url}/hooks/main`, { method: 'POST', body });
  await eventually(() => {
    const dead = rowsOf(dataFolder, 'actions').filter(({ state }) => state === 'dead');
    if (dead.length !== 1) throw new Error('it is not dead yet');
  });
  await relay.stop();
  const id = String(rowsOf(dataFolder, 'occurrences')[0]?.['id']);
  for (const table of ['deliveries', 'occurrences', 'actions', 'attempts'])
    changeStored(dataFolder, copies(dataFolder, { table, id, count }));
}

/** The statement that copies the rows of a table, with ids and leads of their own. */
function copies(
  dataFolder: string,
  { table, id, count }: { readonly table: string; readonly id: string; readonly count: number },
): string {
  const [row = {}] = rowsOf(dataFolder, table);
  // Ids are ordered by their time; what is copied comes after the one that was there.
  const ownId = `'${id.slice(0, -6)}' || printf('%06d', n)`;
  const columns = Object.keys(row);
  const values = columns.map((column) => {
    if (column === 'seq' || (table === 'attempts' && column === 'id')) return `${column} + n`;
    if (typeof row[column] !== 'string') return column;
    const withId = `replace(${column}, '${id}', ${ownId})`;
    return `replace(replace(${withId}, 'lead:1', 'lead:' || n), '"lead_id":"1"', '"lead_id":"' || n || '"')`;
  });
  const numbers = `with recursive numbers(n) as (select 2 union all select n + 1 from numbers where n < ${count})`;
  return `${numbers} insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${table}, numbers`;
}
