import {
  compileAdaptor,
  finishPreset,
  mapAdaptor,
  previewAdaptor,
  type AccountStatus,
  type MappedFields,
  type MappingNote,
  type PreviewWarning,
  type Snapshot,
} from '@convoso-connect/core';
import type { ChosenAdaptor } from './adaptor-rows';

export interface MappingSettings {
  readonly timeZone: string;
  readonly statuses: readonly AccountStatus[];
  readonly delimiter: string;
  readonly numbersAsNumbers: boolean;
}

export interface MappedItem {
  readonly fields: MappedFields;
  readonly notes: readonly MappingNote[];
}

/** Maps one item. `now` is in epoch milliseconds. */
export function mapItem(
  { adaptor, preset }: ChosenAdaptor,
  snapshot: Snapshot,
  settings: MappingSettings,
  now: number,
): MappedItem {
  const options = { ...settings, now };
  const { fields, notes } = mapAdaptor(compileAdaptor(adaptor), snapshot, options);
  return { fields: preset === undefined ? fields : finishPreset(preset, fields, snapshot, options), notes };
}

/**
 * What a person should look at before this goes live. A preset maps all that its vendor takes, so that a field which
 * is not delivered is nothing to tell of its rows.
 */
export function mappingWarnings(
  { adaptor, preset }: ChosenAdaptor,
  snapshot: Snapshot,
  settings: MappingSettings,
  now: number,
): PreviewWarning[] {
  const presetFields = new Set(preset?.rows.map(({ section, field }) => `${section}.${field}`));
  return previewAdaptor(adaptor, snapshot, { ...settings, now }).warnings.filter(
    ({ code, field }) => code !== 'NOT_DELIVERED' || !presetFields.has(field ?? ''),
  );
}
