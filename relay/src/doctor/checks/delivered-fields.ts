import { readField, readFlat, type Occurrence, type OccurrenceKind } from '@convoso-connect/core';
import type { Workflow } from '@convoso-connect/core/config';
import { readersOf, type FieldRead, type FieldReader } from '../field-readers.js';
import { fine, listed, skipped, type Finding } from '../finding.js';
import { rightNames, type RightNames } from '../right-names.js';
import type { SetUp } from '../set-up.js';
import { toldOnce, type Missing } from '../told-once.js';

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
  const names = rightNames(config);
  const findings = toldOnce(workflows.flatMap((workflow) => findingsOf(workflow, setUp, names)));
  if (findings.length > 0) return [...findings, ...silent];
  return [fine('hooks deliver every field that workflows go by'), ...silent];
}

function findingsOf(
  workflow: Workflow,
  { config, occurrences }: SetUp,
  names: RightNames,
): readonly (Finding | Missing)[] {
  const readers = readersOf(workflow, config);
  const kinds = workflow.events.flatMap(({ type }) => KIND_OF_EVENT[type] ?? []);
  const triggers = occurrences.filter((occurrence) => kinds.every((kind) => occurrence.kinds.includes(kind)));
  const waits =
    kinds.some((kind) => TOLD_BY_URL[kind] !== undefined) || readers.some(({ of }) => of === 'trigger');
  if (waits && triggers.length === 0) {
    const message = `the workflow "${workflow.name}" waits for ${listed(kinds)}, and no hook has told of that lately`;
    return [skipped(message, onceFor(kinds))];
  }
  return readers.flatMap((reader) =>
    missing(reader, reader.of === 'trigger' ? triggers : occurrences, names),
  );
}

/** No value of a delivery tells of these kinds: only the URL does, in which Convoso has to name them. */
const TOLD_BY_URL: { readonly [Kind in OccurrenceKind]?: string } = {
  callback: 'callback',
  hopperExpired: 'hopperExpired',
  leadAction: 'leadAction:<action>',
};

function onceFor(kinds: readonly OccurrenceKind[]): string {
  const [named] = kinds.flatMap((kind) => TOLD_BY_URL[kind] ?? []);
  if (named === undefined) return ASK_AGAIN;
  return `Give it an API URL of its own in Convoso that ends in ?event=${named}. ${ASK_AGAIN}`;
}

function missing(
  { who, reads, otherwise, standing, adaptor }: FieldReader,
  occurrences: readonly Occurrence[],
  names: RightNames,
): readonly Missing[] {
  const never = reads.filter((read) => !occurrences.some((occurrence) => delivers(occurrence, read)));
  if (never.length === 0) return [];
  const what = `goes by ${listed(never.map(nameOf))}, which no hook delivers: ${otherwise}`;
  return [{ who, adaptor: adaptor ?? null, what, standing, remedy: remedyFor(never, occurrences, names) }];
}

function remedyFor(
  never: readonly FieldRead[],
  occurrences: readonly Occurrence[],
  names: RightNames,
): string {
  const right = never.map((read) => names(read, occurrences));
  const fields = never.filter((_, index) => right[index] === null).map(({ field }) => field);
  const map = `Map ${listed(fields)} in Convoso's Adaptor; where it arrives under another name, say so in the hook's fields.`;
  const said = new Set(right.filter((each) => each !== null));
  return [...said, ...(fields.length === 0 ? [] : [map])].join(' ');
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
