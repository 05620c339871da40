import {
  compileAdaptor,
  finishPreset,
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
  const { fields, notes } = mapAdaptor(compileAdaptor(adaptor), snapshot, options);
  const { warnings } = previewAdaptor(adaptor, snapshot, options);
  return {
    fields: preset === undefined ? fields : finishPreset(preset, fields, snapshot, options),
    notes,
    warnings: warnings.map(({ message, remedy }) => `${message} ${remedy}`),
  };
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
