import { nullRecord } from '../../fields/value.js';
import type { Snapshot } from '../../payload/snapshot.js';
import type { Refusal } from '../../refusal.js';
import { destinationNames } from '../destinations.js';
import type { MappedFields, MappingOptions } from '../map.js';
import { BALTO_PRESETS } from './balto.js';
import { HUBSPOT_PRESETS } from './hubspot.js';
import type { AdaptorPreset } from './preset.js';
import { SALESFORCE_PRESETS } from './salesforce.js';
import { ZOHO_PRESETS } from './zoho.js';

export type { AdaptorPreset, MadeFields } from './preset.js';

/** Ready adaptors for the systems that Convoso is connected to most; every form reads this. */
export const ADAPTOR_PRESETS: readonly AdaptorPreset[] = [
  ...BALTO_PRESETS,
  ...SALESFORCE_PRESETS,
  ...ZOHO_PRESETS,
  ...HUBSPOT_PRESETS,
];

export function findPreset(id: string): AdaptorPreset | undefined {
  return ADAPTOR_PRESETS.find((preset) => preset.id === id);
}

/**
 * What was mapped with an adaptor that begins with the preset's rows, as the vendor is to have it: with what the
 * preset makes itself where no row has given a value, and without what is empty where that would empty the vendor's
 * field.
 */
export function finishPreset(
  preset: AdaptorPreset,
  mapped: MappedFields,
  snapshot: Snapshot,
  options: MappingOptions,
): MappedFields {
  const made = preset.make?.(snapshot, options) ?? {};
  const fields = nullRecord<string | number>([...Object.entries(made), ...filledOver(made, mapped)]);
  if (!preset.leavesOutEmpty) return fields;
  return nullRecord(Object.entries(fields).filter(([, value]) => value !== ''));
}

function filledOver(
  made: Readonly<Record<string, string>>,
  mapped: MappedFields,
): [string, string | number][] {
  return Object.entries(mapped).filter(([name, value]) => value !== '' || !Object.hasOwn(made, name));
}

/** The names that the preset cannot do without and that this call does not bring. */
function missingFrom({ needs = [] }: AdaptorPreset, fields: MappedFields): readonly string[] {
  return needs.filter((name) => (fields[name] ?? '') === '');
}

/**
 * Why what a preset has mapped is not to be sent: without its key the record would not be known again, and each call
 * would make one more of it. Null where it may be sent. What to do about it depends on where the preset was chosen.
 */
export function keyMissing(
  preset: AdaptorPreset,
  fields: MappedFields,
): Pick<Refusal, 'code' | 'message'> | null {
  const [missing] = missingFrom(preset, fields);
  if (missing === undefined) return null;
  const row = preset.rows.find(({ mappedTo }) => destinationNames(mappedTo).includes(missing));
  const message = `${preset.label} needs ${missing}, by which the record is known again, and this call event has no ${row?.field ?? missing}.`;
  return { code: 'MAPPED_KEY_EMPTY', message };
}
