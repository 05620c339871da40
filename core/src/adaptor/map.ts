import type { Adaptor, AdaptorField } from '../config/index.js';
import { decodedField, isDecodedField, type DecodedFieldName } from '../disposition/decoded-fields.js';
import type { AccountStatus } from '../disposition/flags.js';
import { findField, holdsDates, holdsDays, isZeroDate } from '../fields/index.js';
import { SECTIONS } from '../fields/section.js';
import { isEmpty, nullRecord, textOf, type FieldValue } from '../fields/value.js';
import { readField, readFlat, type Snapshot } from '../payload/snapshot.js';
import { formatDate, type DateResult } from './dates/index.js';
import { destinationNames } from './destinations.js';

/** What is sent: values by destination name, without a prototype, in the order of the adaptor's rows. */
export type MappedFields = Readonly<Record<string, string | number>>;

/** What {@link mapAdaptor} goes by besides the rows and the delivery. */
export interface MappingOptions {
  /** Joins the values of a list (the endpoint's Delimiter; a comma when it is empty, domain-facts J.19). */
  readonly delimiter: string;
  /** Whether the four counting fields become JSON numbers (domain-facts J.37). */
  readonly numbersAsNumbers: boolean;
  /** The IANA name of the account's zone, in which dates are read and written. */
  readonly timeZone: string;
  /** When the mapping is first sent, in epoch milliseconds: the day on which an age counts. */
  readonly now: number;
  /** The account's own disposition table, by which codes are put into words. */
  readonly statuses: readonly AccountStatus[];
}

/**
 * A row that had nothing to send, or a date that could not be read, and so is sent as it came (or, where an age was
 * asked for, as the default or empty). The trail and the diagnosis of a `null` result tell it.
 */
export interface MappingNote {
  readonly field: string;
  readonly mappedTo: string;
  readonly note: 'not-delivered' | 'empty' | 'default-used' | 'unparseable-date';
}

/** The mapped fields by their destination names, with what the log should say of their making. */
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
  /** What was thrown when it was made ready, and is again by every mapping; null where it is ready. */
  readonly fault: { readonly thrown: unknown } | null;
}

interface CompiledRow extends Pick<
  AdaptorField,
  'section' | 'field' | 'mappedTo' | 'dateFormat' | 'literal'
> {
  readonly names: readonly string[];
  /** Empty when the row has none, or may have none because Convoso fills it itself (domain-facts D.4). */
  readonly defaultValue: string;
  readonly holdsDate: boolean;
  readonly holdsDay: boolean;
  readonly counts: boolean;
  /** Set where the row maps what the status code means, and not a field that is delivered. */
  readonly decoded: DecodedFieldName | null;
}

const COUNTING_FIELDS = new Set(['length_in_sec', 'queue_seconds', 'queue_position', 'called_count']);

/**
 * Makes an adaptor ready, and never throws: one that cannot be made ready fails where it is used, and only there.
 *
 * @example
 * ```ts
 * compileAdaptor({
 *   id: 'crm',
 *   direction: 'outbound',
 *   fields: [{ section: 'lead', field: 'email', mappedTo: 'Email, Contact' }],
 * }).names;
 * // → ['Email', 'Contact']
 * ```
 */
export function compileAdaptor(adaptor: Adaptor): CompiledAdaptor {
  try {
    const rows = adaptor.fields.map(compileRow).filter((row) => row.names.length > 0);
    return {
      names: [...new Set(rows.flatMap((row) => row.names))],
      rows: SECTIONS.flatMap((section) => rows.filter((row) => row.section === section)),
      fault: null,
    };
  } catch (thrown) {
    return { names: [], rows: [], fault: { thrown } };
  }
}

function compileRow(row: AdaptorField): CompiledRow {
  const definition = findField(row.section, row.field);
  return {
    section: row.section,
    field: row.field,
    mappedTo: row.mappedTo,
    dateFormat: row.dateFormat,
    literal: row.literal,
    names: destinationNames(row.mappedTo),
    defaultValue: definition?.systemManaged === true ? '' : (row.defaultValue ?? ''),
    holdsDate: row.dateFormat !== undefined || holdsDates(row.section, row.field),
    holdsDay: holdsDays(row.section, row.field),
    counts: COUNTING_FIELDS.has(row.field),
    decoded: row.section === 'extra' && isDecodedField(row.field) ? row.field : null,
  };
}

/**
 * Applies an adaptor to a delivery (domain-facts D.2–D.4).
 *
 * A row without a destination is not sent; one with several sends the same value under each. An empty value is
 * replaced by the row's default, and without one is sent as an empty string. A row's date format applies to what was
 * delivered, never to a default. Where rows share a destination the later section wins (lead, call log, extra,
 * custom), but an empty value never overwrites one that is not, nor a default one that was delivered. Throws the fault of
 * an adaptor that could not be made ready.
 *
 * @example
 * ```ts
 * const adaptor = compileAdaptor({
 *   id: 'crm',
 *   direction: 'outbound',
 *   fields: [{ section: 'lead', field: 'first_name', mappedTo: 'FirstName, Name' }],
 * });
 * const snapshot = { lead: { first_name: 'Test' }, callLog: {}, extra: {}, custom: {}, flat: [] };
 * mapAdaptor(adaptor, snapshot, {
 *   delimiter: ',',
 *   numbersAsNumbers: false,
 *   timeZone: 'America/New_York',
 *   now: 0,
 *   statuses: [],
 * }).fields;
 * // → { FirstName: 'Test', Name: 'Test' }
 * ```
 */
export function mapAdaptor(adaptor: CompiledAdaptor, snapshot: Snapshot, options: MappingOptions): Mapping {
  if (adaptor.fault !== null) throw adaptor.fault.thrown;
  const fields = nullRecord<string | number>();
  for (const name of adaptor.names) fields[name] = '';
  const notes: MappingNote[] = [];
  for (const row of adaptor.rows) {
    const { value, note, isDefault } = valueOf(row, snapshot, options);
    if (note !== null) notes.push({ field: `${row.section}.${row.field}`, mappedTo: row.mappedTo, note });
    if (value === '') continue;
    for (const name of row.names) {
      if (!isDefault || fields[name] === '') fields[name] = value;
    }
  }
  return { fields, notes };
}

interface RowValue {
  readonly value: string | number;
  readonly note: MappingNote['note'] | null;
  readonly isDefault: boolean;
}

function valueOf(row: CompiledRow, snapshot: Snapshot, options: MappingOptions): RowValue {
  const delivered = readField(snapshot, row.section, row.field) ?? decode(row, snapshot, options);
  if (delivered === undefined || isEmpty(delivered) || (row.holdsDate && isZeroDate(delivered))) {
    return withoutValue(row, delivered === undefined ? 'not-delivered' : 'empty');
  }
  if (row.dateFormat !== undefined) return dateOf(row, delivered, options);
  const text = textOf(delivered, options.delimiter || ',');
  return {
    value: options.numbersAsNumbers && row.counts ? asNumber(text) : text,
    note: null,
    isDefault: false,
  };
}

/** The meaning of the delivered status; not delivered itself where no status was. */
function decode(
  { decoded }: CompiledRow,
  snapshot: Snapshot,
  { statuses }: MappingOptions,
): string | undefined {
  const status = decoded === null ? undefined : readFlat(snapshot, 'status');
  return decoded === null || status === undefined
    ? undefined
    : decodedField(decoded, textOf(status), statuses);
}

function withoutValue(row: CompiledRow, reason: 'not-delivered' | 'empty'): RowValue {
  return row.defaultValue === ''
    ? { value: '', note: reason, isDefault: false }
    : { value: row.defaultValue, note: 'default-used', isDefault: true };
}

/** Each date of a list is formatted by itself; those that come to nothing are left out. */
function dateOf(row: CompiledRow, delivered: FieldValue, options: MappingOptions): RowValue {
  const { timeZone, now, delimiter } = options;
  const dateOptions = { timeZone, now, literal: row.literal, isDay: row.holdsDay };
  const format = (date: string) => formatDate(date, row.dateFormat, dateOptions);
  if (typeof delivered === 'string') return dated(row, format(delivered));
  const dates = delivered.map(format);
  const texts = dates.map(({ text }) => text).filter((text) => text !== '');
  const warning = dates.find((date) => date.warning !== null)?.warning ?? null;
  return dated(row, { text: texts.join(delimiter || ','), warning });
}

function dated(row: CompiledRow, { text, warning }: DateResult): RowValue {
  const result = text === '' ? withoutValue(row, 'empty') : { value: text, note: warning, isDefault: false };
  return warning === null ? result : { ...result, note: warning };
}

/** Text that is no plain decimal number stays text. */
function asNumber(text: string): string | number {
  return /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text;
}
