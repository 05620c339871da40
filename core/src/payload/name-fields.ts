import type { AccountStatus } from '../disposition/flags.js';
import { FIELDS, findField } from '../fields/catalogue.js';
import type { CatalogueSection } from '../fields/definition.js';
import { SECTIONS, type Section } from '../fields/section.js';
import { isSharedName, winningSection, type FlatContext } from '../fields/shared-names.js';
import { isEmpty, nullRecord, type FieldValue, type FieldValues } from '../fields/value.js';
import type { ReadingNote } from './notes.js';
import { repairValue } from './repair-value.js';
import { resolveNames } from './resolve-names.js';
import { hasCall, marksCall, type Snapshot } from './snapshot.js';
import { unknownNameNotes } from './unknown-names.js';
import { fieldMeantBy, unusedNameNote } from './unused-names.js';

/** A hook's `fields`: received name → `section.field` (config-format, "Hook"). */
export type FieldsMap = Readonly<Record<string, string>>;

/**
 * Gives received values their canonical names: by the hook's own map first (null where there can be none), then canonical names, then aliases;
 * whatever remains is custom, under the name it was received by; so is a value whose field is taken already.
 *
 * Values are read as their fields mean them: a placeholder counts as empty, a length of time becomes seconds, the name
 * of a status its code, by the account's own `statuses` first.
 *
 * The names that lead and call share go to the section of domain-facts D.2, which depends on whether a call was
 * delivered, and are noted in `flat` so that they answer for both sections.
 */
export function nameFields(
  received: FieldValues,
  fieldsMap: FieldsMap | null,
  statuses: readonly AccountStatus[] = NO_STATUSES,
): NamedFields {
  const canMap = fieldsMap !== null;
  const draft = new SnapshotDraft(statuses, canMap);
  const rest = placeMapped(draft, received, fieldsMap ?? {});
  const resolved = resolveNames(rest);
  const delivered = (field: string): FieldValue | undefined => {
    const name = resolved.get(field);
    return name === undefined ? undefined : rest[name];
  };
  const isCall = hasCall(draft.sections) || marksCall(delivered);
  const placed = new Set<string>();
  for (const [field, name] of resolved) {
    const value = rest[name];
    if (value !== undefined && placeResolved(draft, field, value, isCall ? 'call' : 'no-call')) {
      placed.add(name);
    }
  }
  const leftOver = nullRecord(Object.entries(rest).filter(([name]) => !placed.has(name)));
  placeBareId(draft, resolved.get('id'), leftOver);
  for (const [name, value] of Object.entries(leftOver)) draft.place('custom', name, value);
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(leftOver)) {
    const field = fieldMeantBy(name);
    if (field === undefined) unknown.push(name);
    else draft.noteUnused(name, field, value);
  }
  const understoodAny = Object.keys(leftOver).length < Object.keys(received).length;
  return {
    snapshot: { ...draft.sections, flat: draft.flat },
    notes: [...draft.notes, ...unknownNameNotes(unknown, { understoodAny, canMap })],
  };
}

const NO_STATUSES: readonly AccountStatus[] = [];

export interface NamedFields {
  readonly snapshot: Snapshot;
  /** What was repaired, dropped, unknown or ambiguous among the fields. */
  readonly notes: readonly ReadingNote[];
}

/** A snapshot in the making: a field once filled is not filled again. */
class SnapshotDraft {
  readonly sections = {
    lead: nullRecord<FieldValue>(),
    callLog: nullRecord<FieldValue>(),
    extra: nullRecord<FieldValue>(),
    custom: nullRecord<FieldValue>(),
  };
  readonly flat: string[] = [];
  readonly notes: ReadingNote[] = [];
  readonly #told = new Set<string>();
  readonly #statuses: readonly AccountStatus[];
  readonly #canMap: boolean;

  constructor(statuses: readonly AccountStatus[], canMap: boolean) {
    this.#statuses = statuses;
    this.#canMap = canMap;
  }

  /** Answers whether the value found its place. */
  place(section: Section, field: string, value: FieldValue): boolean {
    const values = this.sections[section];
    if (values[field] !== undefined) return false;
    const repaired = repairValue(meaningOf(section, field), value, this.#statuses);
    values[field] = repaired.value;
    for (const each of repaired.notes) this.#tell(section === 'custom' ? { ...each, name: field } : each);
    return true;
  }

  /** Tells of a value that is not used, as its field has another one. */
  noteUnused(name: string, field: string, value: FieldValue): void {
    const { lead, callLog, extra } = this.sections;
    const used =
      field === 'id' || field === 'lead_id' ? lead['id'] : (callLog[field] ?? lead[field] ?? extra[field]);
    const told = unusedNameNote(name, field, repairValue(field, value, this.#statuses).value, {
      used,
      canMap: this.#canMap,
    });
    if (told !== null) this.#tell(told);
  }

  /** A value that stands in two places is told once. */
  #tell(told: ReadingNote): void {
    const what = `${told.code} ${told.name ?? ''}`;
    if (this.#told.has(what)) return;
    this.#told.add(what);
    this.notes.push(told);
  }
}

/** The lead's id is one value under two names; a field of one's own means nothing that is known here. */
function meaningOf(section: Section, field: string): string {
  if (section === 'custom') return '';
  return section === 'lead' && field === 'id' ? 'lead_id' : field;
}

/** Places what the hook's map names and answers the rest. Most hooks have no map. */
function placeMapped(draft: SnapshotDraft, received: FieldValues, fieldsMap: FieldsMap): FieldValues {
  if (Object.keys(fieldsMap).length === 0) return received;
  const rest = nullRecord<FieldValue>();
  for (const [name, value] of Object.entries(received)) {
    const target = Object.hasOwn(fieldsMap, name) ? parseTarget(fieldsMap[name] ?? '') : null;
    if (target === null || !draft.place(target.section, target.field, value)) rest[name] = value;
  }
  return rest;
}

function parseTarget(target: string): { section: Section; field: string } | null {
  const dot = target.indexOf('.');
  const section = SECTIONS.find((known) => known === target.slice(0, dot));
  return section === undefined ? null : { section, field: target.slice(dot + 1) };
}

/** The section of each name that stands in one section only. */
const SOLE_SECTION: ReadonlyMap<string, CatalogueSection> = new Map(
  FIELDS.filter(({ name }) => !isSharedName(name)).map(({ name, section }) => [name, section]),
);

function sectionOf(field: string): Section {
  return SOLE_SECTION.get(field) ?? (findField('extra', field) === undefined ? 'custom' : 'extra');
}

function placeResolved(
  draft: SnapshotDraft,
  field: string,
  value: FieldValue,
  context: FlatContext,
): boolean {
  if (field === 'id') return false;
  if (field === 'lead_id') {
    const onLead = draft.place('lead', 'id', value);
    return (context === 'call' && draft.place('callLog', 'lead_id', value)) || onLead;
  }
  if (!isSharedName(field)) return draft.place(sectionOf(field), field, value);
  const winner = winningSection(field, context);
  // Where the hook's map has filled the winner, a further value of the name can only be the other section's.
  if (!draft.place(winner, field, value)) {
    return draft.place(winner === 'lead' ? 'callLog' : 'lead', field, value);
  }
  draft.flat.push(field);
  return true;
}

/**
 * A bare `id` is the lead's (domain-facts B.4), but `lead_id` says so itself and is believed first: beside it, an
 * `id` that differs belongs to something else and stays custom.
 */
function placeBareId(
  draft: SnapshotDraft,
  name: string | undefined,
  leftOver: Record<string, FieldValue>,
): void {
  const value = name === undefined ? undefined : leftOver[name];
  if (name === undefined || value === undefined) return;
  const { lead } = draft.sections;
  if (isEmpty(lead['id'])) {
    delete lead['id'];
    draft.place('lead', 'id', value);
    delete leftOver[name];
  } else if (lead['id'] === value) delete leftOver[name];
}
