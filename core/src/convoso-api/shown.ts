const LONGEST_SHOWN = 60;

/** A value as a message shows it: cut, and of what has parts only what it is, as anything may be inside. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return `a value of type ${typeof value}`;
  return value.length < LONGEST_SHOWN
    ? JSON.stringify(value)
    : `${JSON.stringify(value.slice(0, LONGEST_SHOWN))}…`;
}
