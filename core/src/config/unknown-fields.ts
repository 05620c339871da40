import { isDecodedField } from '../disposition/decoded-fields.js';
import { FIELDS, findField, fieldsOf } from '../fields/catalogue.js';
import { slipOf, suggest } from '../fields/nearest.js';
import type { Section } from '../fields/section.js';
import { usesOfWorkflow, type Use } from './field-uses.js';
import type { ConfigProblem } from './problem.js';
import { readAsRemedy } from './read-as.js';
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
  { section, field, ofTheLead }: Pick<Use, 'section' | 'field' | 'ofTheLead'>,
  own: ReadonlySet<string>,
): string | null {
  if (own.has(field)) return null;
  const another = ofTheLead === 'field' ? null : nameInstead(field);
  if (another !== null) return another;
  if (section === 'custom') return notOfOnesOwn(field);
  if (section === undefined || ofTheLead !== undefined) {
    const names = FIELDS.map(({ name }) => name);
    const meant = names.includes(field) ? undefined : slipOf(field, names);
    return meant === undefined ? null : `Did you mean "${meant}"?`;
  }
  if (findField(section as Exclude<Section, 'custom'>, field) !== undefined) return null;
  const other = FIELDS.find(({ name }) => name === field);
  if (other !== undefined)
    return `It is in the section ${other.section}: write that, or leave the section out.`;
  const known = fieldsOf(section as Exclude<Section, 'custom'>).map(({ name }) => name);
  return suggest(field, known, 'Use the section custom for a field of your own.');
}

/** What a rule is to name where a value under this name is read as that of a field, or only adaptors make it. */
export function nameInstead(field: string): string | null {
  if (isDecodedField(field)) return 'Only adaptors send it, made of the status: write "status".';
  return readAsRemedy(field);
}

/** What Convoso delivers under a name of its own is not among the fields of one's own, but for the id of something else. */
export function notOfOnesOwn(field: string): string | null {
  const sections = FIELDS.filter(({ name }) => name === field && name !== 'id').map(({ section }) => section);
  if (sections.length === 0) return null;
  return `It is in the section ${sections.join(' and ')}: write that, or leave the section out.`;
}

/**
 * The names of one's own fields that the document tells of elsewhere: where a hook puts them, whatever they are called,
 * and what adaptors send that Convoso has no field for.
 */
export function customNames({ hooks, adaptors }: ConnectConfig): ReadonlySet<string> {
  const mapped = hooks.flatMap(({ fields }) => Object.values(fields));
  return new Set([
    ...mapped
      .filter((target) => target.startsWith('custom.'))
      .map((target) => target.slice('custom.'.length)),
    ...adaptors.flatMap(({ fields }) =>
      fields.filter((row) => row.section === 'custom' && !isConvosos(row.field)).map(({ field }) => field),
    ),
  ]);
}

function isConvosos(field: string): boolean {
  return FIELDS.some(({ name }) => name === field);
}
