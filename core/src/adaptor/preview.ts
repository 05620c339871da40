import type { Adaptor } from '../config/index.js';
import { isDecodedField } from '../disposition/decoded-fields.js';
import { CUSTOM_FIELD_POOL } from '../fields/custom-field-pool.js';
import { findField } from '../fields/index.js';
import { textOf } from '../fields/value.js';
import { hasCall, readField, type Snapshot } from '../payload/snapshot.js';
import { destinationNames } from './destinations.js';
import { compileAdaptor, mapAdaptor, type MappedFields, type MappingOptions } from './map.js';

export interface PreviewOptions extends MappingOptions {
  /** The fields that the hook has ever delivered, as `section.field`; absent where that is not known. */
  readonly everDelivered?: ReadonlySet<string>;
}

/** Something about an adaptor that a person should look at before it goes live. */
export interface PreviewWarning {
  readonly code:
    | 'UNPARSEABLE_DATE'
    | 'SHARED_DESTINATION'
    | 'NO_CALL'
    | 'NEVER_DELIVERED'
    | 'NOT_DELIVERED'
    | 'UNKNOWN_FIELD'
    | 'CUSTOM_FIELD_POOL';
  /** `section.field` of the row; absent for a warning about the adaptor as a whole. */
  readonly field?: string;
  readonly message: string;
  readonly remedy: string;
}

/** The Generated Data of Convoso's adaptor screen (seed 000, step 3): exactly what would be sent, and what is odd. */
export interface AdaptorPreview {
  readonly fields: MappedFields;
  readonly warnings: readonly PreviewWarning[];
}

/** Maps a snapshot as a delivery would be mapped now, and tells what a person should look at. */
export function previewAdaptor(
  adaptor: Adaptor,
  snapshot: Snapshot,
  options: PreviewOptions,
): AdaptorPreview {
  const { fields, notes } = mapAdaptor(compileAdaptor(adaptor), snapshot, options);
  const dates = new Set(notes.filter(({ note }) => note === 'unparseable-date').map(({ field }) => field));
  return {
    fields,
    warnings: [
      ...[...dates].map((field) => unparseableDate(field, snapshot)),
      ...sharedDestinations(adaptor),
      ...adaptor.fields.flatMap((row) => rowWarnings(row, snapshot, options)),
      ...poolWarning(adaptor),
    ],
  };
}

type Row = Adaptor['fields'][number];

/** At most one for each row: the most telling. */
function rowWarnings(row: Row, snapshot: Snapshot, { everDelivered }: PreviewOptions): PreviewWarning[] {
  if (destinationNames(row.mappedTo).length === 0) return [];
  const field = `${row.section}.${row.field}`;
  const isDecoded = row.section === 'extra' && isDecodedField(row.field);
  if (row.section !== 'custom' && !isDecoded && findField(row.section, row.field) === undefined) {
    const message = `Convoso has no field "${row.field}" in the section ${row.section}.`;
    return [
      { code: 'UNKNOWN_FIELD', field, message, remedy: 'Correct the name, or use the section custom.' },
    ];
  }
  if (isDecoded || readField(snapshot, row.section, row.field) !== undefined) return [];
  if (row.section === 'callLog' && !hasCall(snapshot)) {
    const message = `${field} is a field of a call, and this delivery is not about a call: it is empty.`;
    const remedy = 'Use this adaptor for call events, or map a lead field.';
    return [{ code: 'NO_CALL', field, message, remedy }];
  }
  const remedy = `Map ${row.field} in Convoso's Adaptor.`;
  if (everDelivered !== undefined && !everDelivered.has(field)) {
    const message = `${field} has never been delivered by the hook: it is always empty.`;
    return [{ code: 'NEVER_DELIVERED', field, message, remedy }];
  }
  const message = `${field} was not delivered this time: it is empty, or its default.`;
  return [{ code: 'NOT_DELIVERED', field, message, remedy }];
}

function unparseableDate(field: string, snapshot: Snapshot): PreviewWarning {
  const dot = field.indexOf('.');
  const section = field.slice(0, dot) as Row['section'];
  const value = textOf(readField(snapshot, section, field.slice(dot + 1)) ?? '');
  const message = `${field} is "${value}", which is no date: it is sent as it is.`;
  return { code: 'UNPARSEABLE_DATE', field, message, remedy: 'Remove the date format, or deliver a date.' };
}

function sharedDestinations(adaptor: Adaptor): PreviewWarning[] {
  const rowsByName = new Map<string, string[]>();
  for (const row of adaptor.fields) {
    for (const name of destinationNames(row.mappedTo)) {
      rowsByName.set(name, [...(rowsByName.get(name) ?? []), `${row.section}.${row.field}`]);
    }
  }
  return [...rowsByName].flatMap(([name, rows]) => {
    if (rows.length < 2) return [];
    const message = `${rows.join(' and ')} all go to "${name}": where several have a value, the later section's is sent.`;
    return [{ code: 'SHARED_DESTINATION' as const, message, remedy: 'Give each a name of its own.' }];
  });
}

function poolWarning(adaptor: Adaptor): PreviewWarning[] {
  const custom = new Set(adaptor.fields.filter((row) => row.section === 'custom').map((row) => row.field));
  if (custom.size <= CUSTOM_FIELD_POOL) return [];
  const message = `${custom.size} custom fields are mapped; the text-like types of a Convoso account share ${CUSTOM_FIELD_POOL} numbers.`;
  return [{ code: 'CUSTOM_FIELD_POOL', message, remedy: 'Check in Convoso that all of them exist.' }];
}
