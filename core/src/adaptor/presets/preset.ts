import type { AdaptorField } from '../../config/index.js';
import type { Snapshot } from '../../payload/snapshot.js';
import type { MappingOptions } from '../map.js';

/** Values of our own making by destination name; an empty one is not sent. */
export type MadeFields = Readonly<Record<string, string>>;

/** A ready adaptor for one record of one vendor, with what no row can express. */
export interface AdaptorPreset {
  readonly id: string;
  /** As people choose it. */
  readonly label: string;
  /** What it maps and what the vendor needs beside it, as one or two sentences. */
  readonly description: string;
  readonly rows: readonly AdaptorField[];
  /**
   * Whether fields without a value are left out: a CRM takes an empty text for the wish to empty its field, and
   * Convoso delivers only what is mapped.
   */
  readonly leavesOutEmpty: boolean;
  /**
   * Names without which the vendor would not know the record again, so that every delivery would make one more of it;
   * what is mapped is not to be sent without them.
   */
  readonly needs?: readonly string[];
  /** Constants, and values that are worked out from several fields. */
  readonly make?: (snapshot: Snapshot, options: MappingOptions) => MadeFields;
}

/** A row of a preset: `section.field`, destinations, default. */
export type PresetRow = readonly [
  field: `${AdaptorField['section']}.${string}`,
  mappedTo: string,
  defaultValue?: string,
];

export function presetRows(rows: readonly PresetRow[]): AdaptorField[] {
  return rows.map(([place, mappedTo, defaultValue]) => {
    const dot = place.indexOf('.');
    const section = place.slice(0, dot) as AdaptorField['section'];
    const row = { section, field: place.slice(dot + 1), mappedTo, literal: false };
    return defaultValue === undefined ? row : { ...row, defaultValue };
  });
}

/** The same rows, of which those that send a name of `defaults` send that text where the lead has nothing. */
export function withDefaults(
  rows: readonly PresetRow[],
  defaults: Readonly<Record<string, string>>,
): readonly PresetRow[] {
  return rows.map(([place, mappedTo]) => {
    const text = defaults[mappedTo];
    return text === undefined ? [place, mappedTo] : [place, mappedTo, text];
  });
}
