import { isDecodedField } from '../disposition/decoded-fields.js';
import { FIELDS, findField, fieldsOf } from '../fields/catalogue.js';
import { slipOf, suggest } from '../fields/nearest.js';
import type { Section } from '../fields/section.js';
import { usesOfWorkflow, type Use } from './field-uses.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';

/** Fields by which a workflow goes and that nothing delivers under this name: conditions, Stop Workflow If, schedules. */
export function unknownFields(workflow: Workflow, path: string, config: ConnectConfig): ConfigProblem[] {
  const own = customNames(config);
  return usesOfWorkflow(workflow, path).flatMap((use) => {
    const remedy = remedyForField(use, own);
    if (remedy === null) return [];
    const where = use.section === undefined ? '' : ` in the section ${use.section}`;
    return [
      {
        code: 'UNKNOWN_FIELD',
        path: use.path,
        value: JSON.stringify(use.field),
        message: `Convoso has no field of this name${where}; unless it is one of your own, it is never delivered.`,
        remedy,
      },
    ];
  });
}

/** Null where the name may be right. A field of one's own has any name, but hardly that of Convoso's with a slip in it. */
export function remedyForField(
  { section, field, writes }: Pick<Use, 'section' | 'field' | 'writes'>,
  own: ReadonlySet<string>,
): string | null {
  if (section === 'custom' || own.has(field)) return null;
  if (section === undefined || writes) {
    const names = FIELDS.map(({ name }) => name);
    const meant = names.includes(field) || isDecodedField(field) ? undefined : slipOf(field, names);
    return meant === undefined ? null : `Did you mean "${meant}"?`;
  }
  if (findField(section as Exclude<Section, 'custom'>, field) !== undefined) return null;
  const other = FIELDS.find(({ name }) => name === field);
  if (other !== undefined)
    return `It is in the section ${other.section}: write that, or leave the section out.`;
  const known = fieldsOf(section as Exclude<Section, 'custom'>).map(({ name }) => name);
  return suggest(field, known, 'Use the section custom for a field of your own.');
}

/** The names of one's own fields that the document tells of elsewhere. */
export function customNames({ hooks, adaptors }: ConnectConfig): ReadonlySet<string> {
  const mapped = hooks.flatMap(({ fields }) => Object.values(fields));
  return new Set([
    ...mapped
      .filter((target) => target.startsWith('custom.'))
      .map((target) => target.slice('custom.'.length)),
    ...adaptors.flatMap(({ fields }) =>
      fields.filter(({ section }) => section === 'custom').map(({ field }) => field),
    ),
  ]);
}
