import {
  ConnectError,
  compileAdaptor,
  finishPreset,
  keyMissing,
  mapAdaptor,
  previewAdaptor,
  type AccountStatus,
  type AdaptorPreset,
  type MappedFields,
  type MappingNote,
  type MappingOptions,
  type Snapshot,
} from '@convoso-connect/core';
import type { Adaptor } from '@convoso-connect/core/config';
import { numbersAsNumbers } from '../fields/adaptor-inputs.js';
import { textInput, type Inputs } from '../inputs.js';

export interface Mapped {
  readonly fields: MappedFields;
  readonly notes: readonly MappingNote[];
  /** What a person should look at, in sentences. */
  readonly warnings: readonly string[];
}

export interface MappingParts {
  readonly adaptor: Adaptor;
  readonly preset: AdaptorPreset | undefined;
  readonly snapshot: Snapshot;
  readonly options: MappingOptions;
}

/** Maps a call event as the relay would. */
export function mapEvent({ adaptor, preset, snapshot, options }: MappingParts): Mapped {
  const mapped = mapAdaptor(compileAdaptor(adaptor), snapshot, options);
  const { notes } = mapped;
  // Nobody wrote the rows of a ready adaptor, and no call brings all that it could send.
  const own = { ...adaptor, fields: adaptor.fields.slice(preset?.rows.length ?? 0) };
  const { warnings } = previewAdaptor(own, snapshot, options);
  const fields =
    preset === undefined ? mapped.fields : finishPreset(preset, mapped.fields, snapshot, options);
  if (preset !== undefined) refuseWithoutKey(preset, fields);
  return {
    fields,
    notes,
    warnings: warnings.map(({ message, remedy }) => `${message} ${remedy}`),
  };
}

function refuseWithoutKey(preset: AdaptorPreset, fields: MappedFields): void {
  const missing = keyMissing(preset, fields);
  if (missing === null) return;
  throw new ConnectError(
    missing.code,
    missing.message,
    "Map that field in Convoso's Adaptor, and Event JSON of the trigger into Call Event here.",
  );
}

/** How the fields of a form and the connection say that values are written. */
export function mappingOptions(
  inputs: Inputs,
  { timeZone, statuses }: { timeZone: string; statuses: readonly AccountStatus[] },
): MappingOptions {
  return {
    delimiter: textInput(inputs, 'delimiter'),
    numbersAsNumbers: numbersAsNumbers(inputs),
    timeZone,
    now: Date.now(),
    statuses,
  };
}
