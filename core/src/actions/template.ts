import { isEmpty, textOf } from '../fields/value.js';
import type { Section } from '../fields/section.js';
import { SECTIONS } from '../fields/section.js';
import { readField, readFlat, type Snapshot } from '../payload/snapshot.js';

/**
 * Fills in field tokens as Convoso's web forms write them (domain-facts F.7): `%first_name%`, or with its section
 * `%lead.status%`. A name that is not known gives nothing, `%%` a percent sign, and a percent sign that opens no token
 * is left alone. What is filled in is never read as a template again. `show` is how a value is to look.
 */
export function fillIn(
  template: string,
  snapshot: Snapshot,
  show: (value: string) => string = (value) => value,
): string {
  return template.replace(/%(?:%|([A-Za-z][\w.]*)%)/g, (_whole, name: string | undefined) =>
    name === undefined ? '%' : show(valueText(snapshot, name)),
  );
}

/** For places that are one line, a subject or an address: whatever could end a header line becomes a blank. */
export function fillInLine(template: string, snapshot: Snapshot): string {
  return fillIn(template, snapshot)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

function valueText(snapshot: Snapshot, name: string): string {
  const dot = name.indexOf('.');
  const section = SECTIONS.find((each): each is Section => each === name.slice(0, dot));
  const value =
    section === undefined ? readFlat(snapshot, name) : readField(snapshot, section, name.slice(dot + 1));
  return value === undefined || isEmpty(value) ? '' : textOf(value);
}
