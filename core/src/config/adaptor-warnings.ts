import { destinationNames } from '../adaptor/destinations.js';
import { isDecodedField } from '../disposition/decoded-fields.js';
import { FIELDS, findField, fieldsOf, type CatalogueSection } from '../fields/index.js';
import type { AdaptorField } from './adaptor.js';
import { suggest } from '../fields/nearest.js';
import type { ConfigProblem } from './problem.js';
import { readAsRemedy } from './read-as.js';
import type { Adaptor } from './settled.js';

export function adaptorWarnings(adaptor: Adaptor, path: string): ConfigProblem[] {
  return [
    ...adaptor.fields.flatMap((row, index) => fieldWarnings(row, `${path}.fields[${String(index)}]`)),
    ...sharedDestinations(adaptor, path),
  ];
}

function fieldWarnings(row: AdaptorField, path: string): ConfigProblem[] {
  if (row.section === 'custom') return [];
  const definition = findField(row.section, row.field);
  if (definition === undefined && row.section === 'extra' && isDecodedField(row.field)) return [];
  if (definition === undefined) {
    return [
      {
        code: 'UNKNOWN_FIELD',
        path: `${path}.field`,
        value: JSON.stringify(row.field),
        message: `Convoso has no field of this name in the section ${row.section}; it will always be empty.`,
        remedy: rightName(row.section, row.field),
      },
    ];
  }
  if (!definition.systemManaged || row.defaultValue === undefined || row.defaultValue === '') return [];
  return [
    {
      code: 'DEFAULT_ON_SYSTEM_FIELD',
      path: `${path}.defaultValue`,
      value: JSON.stringify(row.defaultValue),
      message: 'Convoso fills this field itself; the default is not used.',
      remedy: 'Remove the default.',
    },
  ];
}

function rightName(section: CatalogueSection, field: string): string {
  const other = FIELDS.find(({ name }) => name === field);
  if (other !== undefined) return `It is in the section ${other.section}: write that.`;
  const known = fieldsOf(section).map(({ name }) => name);
  return readAsRemedy(field) ?? suggest(field, known, 'Use the section custom for a field of your own.');
}

/** Rows that send to one name: the later section wins, and nothing else would tell (domain-facts D.2). */
function sharedDestinations({ fields }: Adaptor, path: string): ConfigProblem[] {
  const first = new Map<string, number>();
  return fields.flatMap((row, index) =>
    destinationNames(row.mappedTo).flatMap((name) => {
      const earlier = first.get(name);
      if (earlier === undefined) {
        first.set(name, index);
        return [];
      }
      return [
        {
          code: 'SHARED_DESTINATION',
          path: `${path}.fields[${String(index)}].mappedTo`,
          value: JSON.stringify(name),
          message: `Row ${path}.fields[${String(earlier)}] sends to "${name}" too; where both have a value one is lost.`,
          remedy: 'Give one of them another name, unless they always agree.',
        },
      ];
    }),
  );
}
