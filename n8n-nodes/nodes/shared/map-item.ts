import {
  compileAdaptor,
  finishPreset,
  keyMissing,
  mapAdaptor,
  previewAdaptor,
  type AccountStatus,
  type MappedFields,
  type MappingNote,
  type PreviewWarning,
  type Snapshot,
} from '@convoso-connect/core';
import { presetProperty, type ChosenAdaptor } from './adaptor-rows';
import type { Given } from './given';

export interface MappingSettings {
  readonly timeZone: string;
  readonly statuses: readonly AccountStatus[];
  readonly delimiter: string;
  readonly numbersAsNumbers: boolean;
}

export interface ItemToMap {
  readonly snapshot: Snapshot;
  readonly settings: MappingSettings;
  readonly now: number;
}

export interface MappedItem {
  readonly fields: MappedFields;
  readonly notes: readonly MappingNote[];
}

/** Maps one item, or refuses it where the record of its preset could not be known again. `now` is in epoch milliseconds. */
export function mapItem(
  given: Given,
  { adaptor, preset }: ChosenAdaptor,
  { snapshot, settings, now }: ItemToMap,
): MappedItem {
  const options = { ...settings, now };
  const { fields: mapped, notes } = mapAdaptor(compileAdaptor(adaptor), snapshot, options);
  if (preset === undefined) return { fields: mapped, notes };
  const fields = finishPreset(preset, mapped, snapshot, options);
  const missing = keyMissing(preset, fields);
  if (missing === null) return { fields, notes };
  throw given.refuse(
    presetProperty.displayName,
    preset.id,
    missing.message,
    "Map that field in Convoso's Adaptor, or add a row that sends it under that name.",
  );
}

/**
 * What a person should look at before this goes live. A preset maps all that its vendor takes, so that a field which
 * is not delivered is nothing to tell of its rows.
 */
export function mappingWarnings(
  { adaptor, preset }: ChosenAdaptor,
  { snapshot, settings, now }: ItemToMap,
): PreviewWarning[] {
  const presetFields = new Set(preset?.rows.map(({ section, field }) => `${section}.${field}`));
  return previewAdaptor(adaptor, snapshot, { ...settings, now }).warnings.filter(
    ({ code, field }) => code !== 'NOT_DELIVERED' || !presetFields.has(field ?? ''),
  );
}
