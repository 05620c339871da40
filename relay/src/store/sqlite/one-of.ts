import { sql, type RawBuilder } from 'kysely';

/** A column has one of these values. The text is the same however many there are, so that it is prepared once. */
export function isOneOf(column: string, values: readonly (string | number)[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
}
