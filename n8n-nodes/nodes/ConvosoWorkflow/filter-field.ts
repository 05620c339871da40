import { FIELD_ALIASES, canonicalName, type Section } from '@convoso-connect/core';

/** The parts of a call event, by the section whose fields they hold. */
const SECTIONS: Readonly<Record<string, Section>> = {
  lead: 'lead',
  call: 'callLog',
  extra: 'extra',
  custom: 'custom',
};

/** Where n8n's own Webhook node has what was delivered. */
const OF_WEBHOOK = ['body', 'query'];

/** `{{ $json.lead.state }}`, as dragging a field from the input writes it. */
const REFERENCE = /^=\s*\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\[(?:"[^"\\]+"|'[^'\\]+')\])+)\s*\}\}\s*$/;
const STEP = /\.([A-Za-z_$][\w$]*)|\[(?:"([^"\\]+)"|'([^'\\]+)')\]/g;

/** Where a field of the incoming item is. */
export interface FilteredField {
  /** Absent: where the documents' precedence finds a name that lead and call share (domain-facts D.2). */
  readonly section?: Section;
  readonly field: string;
}

/** A name that reading the item turns into another one: which of the two a value has got depends on the item. */
export interface OtherName {
  readonly otherNameOf: string;
}

/**
 * The field that the left side of a filter's condition names, from how it is written: not from its value, which says
 * neither what was not delivered nor what the lead has come to since. Null where it names none.
 */
export function filteredField(written: unknown): FilteredField | OtherName | null {
  if (typeof written !== 'string') return null;
  const path = pathOf(written);
  const [part = '', name] = path;
  if (path.length === 1) return part === '' ? null : fieldCalled(part);
  if (path.length !== 2 || name === undefined) return null;
  if (OF_WEBHOOK.includes(part)) return fieldCalled(name);
  const section = SECTIONS[part];
  if (section === undefined) return null;
  // In a call event the lead's id is `lead_id`.
  return { section, field: section === 'lead' && name === 'lead_id' ? 'id' : name };
}

/** What is no expression is a name that was typed: `state`, or `lead.state`. */
function pathOf(written: string): readonly string[] {
  if (!written.startsWith('=')) return written.trim().split('.');
  const steps = REFERENCE.exec(written)?.[1] ?? '';
  return [...steps.matchAll(STEP)].map(([, plain, double, single]) => plain ?? double ?? single ?? '');
}

/** A flat item has the names of all sections side by side, and those that other systems give them. */
function fieldCalled(name: string): FilteredField | OtherName {
  const field = canonicalName(name);
  if (field !== undefined) return { field };
  const folded = name.toLowerCase();
  const meant = FIELD_ALIASES.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === folded));
  return meant === undefined ? { section: 'custom', field: name } : { otherNameOf: meant.field };
}
