/** What the editor of Zapier, and the steps before, put into a field: every type of JSON, and the spellings people use. */
export const EDITOR_VALUES: readonly unknown[] = [
  undefined,
  null,
  '',
  '   ',
  'true',
  'false',
  'null',
  true,
  false,
  0,
  -1,
  12.5,
  1e300,
  '12',
  'A text of several words',
  'Zoë & Søn <b>"quoted"</b> 100% +1 🙂',
  '{{147845318__email}}',
  '2026-11-21T12:00:00Z',
  'x'.repeat(5_000),
  [],
  [''],
  [null],
  ['red', 'blue'],
  ['1', 2, true],
  [['nested']],
  [{ field: 'lead.city' }],
  {},
  { plan: 'inside' },
  { a: { b: ['deep'] } },
  '__proto__',
  'constructor',
  '[object Object]',
];

/** Whether nothing is in a value: what is not filled in, and the word that steps before write for it. */
export function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isNothing);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isNothing);
  return value === undefined || value === null || (typeof value === 'string' && /^\s*(?:null)?$/.test(value));
}
