import { nullRecord } from '../fields/value.js';

/** A `FormData`, `URLSearchParams`, or `Map`: its fields are no properties, so that it looks like an object without any. */
export function isFormObject(body: unknown): body is Iterable<readonly [string, unknown]> {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || ArrayBuffer.isView(body))
    return false;
  return Symbol.iterator in body && 'entries' in body && typeof body.entries === 'function';
}

/** Its fields as properties; a name that comes several times has a list of its values. */
export function fieldsOfForm(pairs: Iterable<readonly [string, unknown]>): Readonly<Record<string, unknown>> {
  const fields = nullRecord<unknown>();
  for (const [name, value] of pairs) {
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}
