import { sql, type RawBuilder } from 'kysely';
import type { Connection } from './many-rows.js';

/** A condition on the rows of a table, as SQL. */
export type Condition = RawBuilder<unknown>;

export type LoggedTable = 'attempts' | 'actions';

export function is(column: string, value: string): Condition {
  return sql`${sql.ref(column)} = ${value}`;
}

/** Every pair of conditions, one of either side. */
export function crossed(left: readonly Condition[], right: readonly Condition[]): Condition[] {
  return left.flatMap((one) => right.map((other) => sql`${one} and ${other}`));
}

/** Rows of one table, and a column by whose values they can be told apart. */
export interface Divided {
  readonly table: LoggedTable;
  /** An index begins with what this asks for, and goes on with the column. */
  readonly where: Condition;
  readonly column: string;
  /** The least value that counts. */
  readonly from?: string;
}

/** More parts than this, and SQLite had better put the rows in order itself. */
const MOST_PARTS = 30;

/** A condition taken apart by the values of a column, so that an index gives each part in order of time. */
export async function byEach(db: Connection, divided: Divided): Promise<Condition[]> {
  const { where, column } = divided;
  const values = await distinctValues(db, divided, MOST_PARTS + 1);
  if (values.length > MOST_PARTS) return [where];
  return values.map((value) => sql`${where} and ${is(column, value)}`);
}

/** At most `limit` of the values. Goes through the index from one to the next, however many rows have it. */
export async function distinctValues(
  db: Connection,
  { table, where, column, from = '' }: Divided,
  limit: number,
): Promise<string[]> {
  const name = sql.ref(column);
  const { rows } = await sql<{ value: string }>`
    with recursive found(value) as (
      select min(${name}) from ${sql.table(table)} where ${where} and ${name} >= ${from}
      union all
      select (select min(${name}) from ${sql.table(table)} where ${where} and ${name} > found.value)
      from found where found.value is not null)
    select value from found where value is not null limit ${limit}
  `.execute(db);
  return rows.map(({ value }) => value);
}

/** So many rows can be put in order for a page. */
const FEW = 5_000;

/** Whether so few rows meet a condition, which an index has to know, that they need not come in order. */
export async function holdsFew(db: Connection, table: LoggedTable, condition: Condition): Promise<boolean> {
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from (select 1 from ${sql.table(table)} where ${condition} limit ${FEW}) as rows_found
  `.execute(db);
  return Number(rows[0]?.found) < FEW;
}
