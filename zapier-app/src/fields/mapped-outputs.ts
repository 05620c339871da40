import { destinationNames, nameFields, type MappedFields } from '@convoso-connect/core';
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import { inWords } from '../errors.js';
import { itemsInput, textInput, type Inputs } from '../inputs.js';
import { readAdaptorInputs } from './adaptor-inputs.js';

/**
 * The mapped fields one by one, each in a field of its own. Zapier's own sign for parts of values, two underscores, is a
 * part of many a name in a CRM (`Convoso_Lead_Id__c`), so that keys have one.
 */
export function flatFields(fields: MappedFields): Record<string, string | number> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [keyOf(name), value]));
}

function keyOf(name: string): string {
  return `mapped_${name.replaceAll(/_{2,}/g, '_')}`;
}

/** The fields that the chosen adaptor can give, for people to map before the first call has come. */
export const mappedOutputs = inWords(
  (_z: ZObject, { inputData }: Bundle<Inputs>): Promise<PlainOutputField[]> => {
    const names = mappedNames(inputData);
    return Promise.resolve(
      names.map((name) => ({ key: keyOf(name), label: `Mapped: ${name}`, type: 'string' })),
    );
  },
);

/** A call in each direction: what a ready adaptor makes of its own can depend on it. */
const CALLS = [{ call_type: 'OUTBOUND' }, { call_type: 'INBOUND' }];
const OPTIONS = { delimiter: '', numbersAsNumbers: false, timeZone: 'UTC', now: 0, statuses: [] };

function mappedNames(inputs: Inputs): readonly string[] {
  const { preset } = readAdaptorInputs({ preset: inputs['preset'] });
  const rows = [
    ...(preset?.rows ?? []).map(({ mappedTo }) => mappedTo),
    ...itemsInput(inputs, 'rows').map((row) => textInput(row, 'mappedTo')),
  ];
  const made = CALLS.flatMap((call) =>
    Object.keys(preset?.make?.(nameFields(call, {}).snapshot, OPTIONS) ?? {}),
  );
  return [...new Set([...rows.flatMap(destinationNames), ...made])];
}
