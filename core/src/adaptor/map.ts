import type { Adaptor, AdaptorField } from '../config/index.js';
import { findField } from '../fields/index.js';
import { SECTIONS } from '../fields/section.js';
import { isEmpty, nullRecord, textOf, type FieldValue } from '../fields/value.js';
import { readField, type Snapshot } from '../payload/snapshot.js';
import { destinationNames } from './destinations.js';

/** What is sent: values by destination name, without a prototype, in the order of the adaptor's rows. */
export type MappedFields = Readonly<Record<string, string | number>>;

export interface MappingOptions {
  /** Joins the values of a list (the endpoint's Delimiter; a comma when it is empty, domain-facts J.19). */
  readonly delimiter: string;
  /** Whether the four counting fields become JSON numbers (domain-facts J.37). */
  readonly numbersAsNumbers: boolean;
}

/** A row that had nothing to send, and why; the trail and the diagnosis of a `null` result tell it. */
export interface MappingNote {
  readonly field: string;
  readonly mappedTo: string;
  readonly note: 'not-delivered' | 'empty' | 'default-used';
}

export interface Mapping {
  readonly fields: MappedFields;
  readonly notes: readonly MappingNote[];
}

/** An adaptor made ready: everything that does not depend on the delivery is worked out once. */
export interface CompiledAdaptor {
  /** Every destination name, in the order of the rows. */
  readonly names: readonly string[];
  /** Rows that are sent, in the order in which sections overrule one another. */
  readonly rows: readonly CompiledRow[];
}

interface CompiledRow extends Pick<AdaptorField, 'section' | 'field' | 'mappedTo'> {
  readonly names: readonly string[];
  /** Empty when the row has none, or may have none because Convoso fills it itself (domain-facts D.4). */
  readonly defaultValue: string;
  readonly holdsDate: boolean;
  readonly counts: boolean;
}

const COUNTING_FIELDS = new Set(['length_in_sec', 'queue_seconds', 'queue_position', 'called_count']);

export function compileAdaptor(adaptor: Adaptor): CompiledAdaptor {
  const rows = adaptor.fields.map(compileRow).filter((row) => row.names.length > 0);
  return {
    names: [...new Set(rows.flatMap((row) => row.names))],
    rows: SECTIONS.flatMap((section) => rows.filter((row) => row.section === section)),
  };
}

function compileRow(row: AdaptorField): CompiledRow {
  const definition = row.section === 'custom' ? undefined : findField(row.section, row.field);
  return {
    section: row.section,
    field: row.field,
    mappedTo: row.mappedTo,
    names: destinationNames(row.mappedTo),
    defaultValue: definition?.systemManaged === true ? '' : (row.defaultValue ?? ''),
    holdsDate: definition?.type === 'date' || definition?.type === 'datetime',
    counts: COUNTING_FIELDS.has(row.field),
  };
}

/**
 * Applies an adaptor to a delivery (domain-facts D.2–D.4).
 *
 * A row without a destination is not sent; one with several sends the same value under each. An empty value is
 * replaced by the row's default, and without one is sent as an empty string. Where rows share a destination the
 * later section wins (lead, call log, extra, custom), but an empty value never overwrites one that is not.
 */
export function mapAdaptor(adaptor: CompiledAdaptor, snapshot: Snapshot, options: MappingOptions): Mapping {
  const fields = nullRecord<string | number>();
  for (const name of adaptor.names) fields[name] = '';
  const notes: MappingNote[] = [];
  for (const row of adaptor.rows) {
    const { value, note } = valueOf(row, snapshot, options);
    if (note !== null) notes.push({ field: `${row.section}.${row.field}`, mappedTo: row.mappedTo, note });
    if (value === '') continue;
    for (const name of row.names) fields[name] = value;
  }
  return { fields, notes };
}

interface RowValue {
  readonly value: string | number;
  readonly note: MappingNote['note'] | null;
}

/** The value of one row. A row's date format will apply here, to what was delivered and never to a default. */
function valueOf(row: CompiledRow, snapshot: Snapshot, options: MappingOptions): RowValue {
  const delivered = readField(snapshot, row.section, row.field);
  if (delivered !== undefined && !isEmpty(delivered) && !(row.holdsDate && isZeroDate(delivered))) {
    const text = textOf(delivered, options.delimiter || ',');
    return { value: options.numbersAsNumbers && row.counts ? asNumber(text) : text, note: null };
  }
  if (row.defaultValue !== '') return { value: row.defaultValue, note: 'default-used' };
  return { value: '', note: delivered === undefined ? 'not-delivered' : 'empty' };
}

const ZERO_DATE = /^\s*0000-00-00( 00:00:00)?\s*$/;

function isZeroDate(value: FieldValue): boolean {
  return ZERO_DATE.test(textOf(value));
}

/** Text that is no plain decimal number stays text. */
function asNumber(text: string): string | number {
  return /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text;
}
