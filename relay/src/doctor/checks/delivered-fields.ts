import { readField, readFlat, type Occurrence, type OccurrenceKind } from '@convoso-connect/core';
import type { Workflow } from '@convoso-connect/core/config';
import { readersOf, type FieldRead, type FieldReader } from '../field-readers.js';
import { fine, listed, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

const ASK_AGAIN = 'Let it happen once in Convoso, with a workflow there that calls the hook, and ask again.';

/** The kind of occurrence that an event waits for; the others look at any. */
const KIND_OF_EVENT: { readonly [Type in Workflow['events'][number]['type']]?: OccurrenceKind } = {
  DISPOSITION: 'disposition',
  REDISPOSITION: 'redisposition',
  LEAD_STATUS: 'leadStatus',
  TERM_REASON: 'termReason',
  CALLBACK: 'callback',
  HOPPER_EXPIRED: 'hopperExpired',
  LEAD_ACTION: 'leadAction',
};

/** Whether hooks deliver the fields that workflows go by, as far as what was delivered lately tells. */
export function checkDeliveredFields(setUp: SetUp): readonly Finding[] {
  const { config, occurrences, workflows } = setUp;
  const silent = config.hooks
    .filter(({ id }) => !occurrences.some(({ hookId }) => hookId === id))
    .map(({ id }) => skipped(`the hook "${id}" has delivered nothing lately`, ASK_AGAIN));
  if (occurrences.length === 0) return silent.length > 0 ? silent : [skipped('there is no hook')];
  const findings = workflows.flatMap((workflow) => findingsOf(workflow, setUp));
  if (findings.length > 0) return [...findings, ...silent];
  return [fine('hooks deliver every field that workflows go by'), ...silent];
}

function findingsOf(workflow: Workflow, { config, occurrences }: SetUp): readonly Finding[] {
  const readers = readersOf(workflow, config);
  const kinds = workflow.events.flatMap(({ type }) => KIND_OF_EVENT[type] ?? []);
  const triggers = occurrences.filter((occurrence) => kinds.every((kind) => occurrence.kinds.includes(kind)));
  if (readers.some(({ of }) => of === 'trigger') && triggers.length === 0) {
    const message = `the workflow "${workflow.name}" waits for ${listed(kinds)}, and no hook has told of that lately`;
    return [skipped(message, ASK_AGAIN)];
  }
  return readers.flatMap((reader) => missing(reader, reader.of === 'trigger' ? triggers : occurrences));
}

function missing(
  { who, reads, otherwise, standing }: FieldReader,
  occurrences: readonly Occurrence[],
): readonly Finding[] {
  const never = reads.filter((read) => !occurrences.some((occurrence) => delivers(occurrence, read)));
  if (never.length === 0) return [];
  const names = listed(never.map(nameOf));
  const message = `${who} goes by ${names}, which no hook delivers: ${otherwise}`;
  const fields = listed(never.map(({ field }) => field));
  const remedy = `Map ${fields} in Convoso's Adaptor; where it arrives under another name, say so in the hook's fields.`;
  return [{ standing, message, remedy }];
}

/** As the engine reads it: what is delivered empty is delivered. */
function delivers({ snapshot }: Occurrence, { section, field, or = [] }: FieldRead): boolean {
  const value = section === undefined ? readFlat(snapshot, field) : readField(snapshot, section, field);
  return (
    value !== undefined ||
    or.some((other) => readField(snapshot, other.section ?? 'lead', other.field) !== undefined)
  );
}

function nameOf({ section, field, or = [] }: FieldRead): string {
  const name = section === undefined ? field : `${section}.${field}`;
  return [name, ...or.map(nameOf)].join(' or ');
}
