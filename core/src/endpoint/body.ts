import type { MappedFields } from '../adaptor/index.js';

/** Mapped fields as a URL-encoded form: Post Data Type RAW, and the query of a GET. */
export function encodeForm(fields: MappedFields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  return form.toString();
}

/** How each Post Data Type is written and labelled (domain-facts E.1, J.38). */
export const POST_BODIES = {
  RAW: { contentType: 'application/x-www-form-urlencoded', encode: encodeForm },
  JSON: { contentType: 'application/json', encode: (fields: MappedFields): string => JSON.stringify(fields) },
} as const;
