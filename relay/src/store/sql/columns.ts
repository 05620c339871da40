import type { Selectable } from 'kysely';
import type { Target } from '../ports/target.js';
import type { Schema } from '../schema.js';

/*
 * Columns are called `lead_key`, and what they hold `leadKey` wherever it leaves the store. The database itself gives them
 * these names, and statements over many rows are written by them, so that no row is copied for the sake of its names.
 *
 * One column goes by another name: `endpoint_id` holds the key of what carries an action out, which need be no endpoint, and
 * is a `target` wherever it leaves the store.
 */

const TARGET_COLUMN = 'endpoint_id';

/** The name of a property for the name of a column. */
export type Named<Column extends string> = Column extends typeof TARGET_COLUMN
  ? 'target'
  : Column extends `${infer Head}_${infer Tail}`
    ? `${Head}${Capitalize<Named<Tail>>}`
    : Column;

/** A row as a value: its numbers that say yes or no may be given as such, and a target as what it is. */
export type Value<Row> = {
  [Column in keyof Row as Column extends string ? Named<Column> : never]: Column extends typeof TARGET_COLUMN
    ? Target
    : Row[Column] | (Extract<Row[Column], number> extends never ? never : boolean);
};

/** A row as it is read, under the names of its properties. */
export type NamedRow<Row> = {
  [Column in keyof Row as Column extends string ? Named<Column> : never]: Row[Column];
};

export type Columns<Table extends keyof Schema> = keyof Selectable<Schema[Table]> & string;

/** The same few names are asked for with every statement. */
const COLUMNS = new Map<string, string>([['target', TARGET_COLUMN]]);
const PROPERTIES = new Map<string, string>([[TARGET_COLUMN, 'target']]);

/** `lead_key` for `leadKey`. */
export function columnOf(property: string): string {
  const known = COLUMNS.get(property);
  if (known !== undefined) return known;
  const column = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  COLUMNS.set(property, column);
  return column;
}

/** `leadKey` for `lead_key`. */
export function propertyOf(column: string): string {
  const known = PROPERTIES.get(column);
  if (known !== undefined) return known;
  const property = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  PROPERTIES.set(column, property);
  return property;
}

/** Columns for the query builder, each under the name of its property. */
export function named<const Column extends string>(
  columns: readonly Column[],
): (Column extends string ? `${Column} as ${Named<Column>}` : never)[] {
  return columns.map((column) => `${column} as ${propertyOf(column)}`) as never;
}

/** The same for a statement in text; `of` is the table or its alias, with its full stop. */
export function namedText(columns: readonly string[], of = ''): string {
  return columns.map((column) => `${of}${column} as "${propertyOf(column)}"`).join(', ');
}

export const ACTION_COLUMNS = [
  'id',
  'occurrence_id',
  'revision',
  'workflow_id',
  'action_set_id',
  'action_id',
  'type',
  'endpoint_id',
  'lead_key',
  'lane',
  'depth',
  'other_saves',
  'deadline_at',
  'requested_at',
  'due_at',
  'next_at',
  'give_up_at',
  'state',
  'attempts',
  'hold_until',
  'run_now',
  'payload',
  'checks',
  'reason',
  'stands_behind',
  'stopped_by',
  'overtook',
  'list_id',
  'holder',
] as const satisfies readonly Columns<'actions'>[];

export const HOLD_COLUMNS = [
  'id',
  'owner',
  'made_by',
  'given_id',
  'digest',
  'lead_key',
  'phone',
  'event_id',
  'occurrence',
  'rules',
  'payload',
  'resumes_at',
  'sealed',
  'made_at',
  'stopped',
] as const satisfies readonly Columns<'holds'>[];

export const ATTEMPT_COLUMNS = [
  'id',
  'action_id',
  'number',
  'at',
  'duration_ms',
  'workflow_id',
  'endpoint_id',
  'phone',
  'lead_key',
  'method',
  'url',
  'body',
  'status',
  'outcome',
  'result',
  'reason',
  'answer',
  'diagnosis',
] as const satisfies readonly Columns<'attempts'>[];

export const DELIVERY_COLUMNS = [
  'seq',
  'id',
  'hook_id',
  'received_at',
  'method',
  'query',
  'headers',
  'body',
  'remote_address',
  'state',
  'failure',
] as const satisfies readonly Columns<'deliveries'>[];

/** What a delivery brought, and nothing of what became of it. */
export const DELIVERY_CONTENT = [
  'id',
  'hook_id',
  'received_at',
  'method',
  'query',
  'headers',
  'body',
  'remote_address',
] as const satisfies readonly Columns<'deliveries'>[];

export const OCCURRENCE_COLUMNS = [
  'seq',
  'id',
  'revision',
  'received_at',
  'lead_key',
  'lead_phone',
  'call_phone',
  'occurrence',
  'decisions',
  'looks_repeated_of',
] as const satisfies readonly Columns<'occurrences'>[];
