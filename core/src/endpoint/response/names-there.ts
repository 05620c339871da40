const MOST_SHOWN = 10;

/** The names that an answer does hold, where the Response Key finds nothing. */
export function namesThere(names: readonly string[]): string {
  if (names.length === 0) return 'it holds no names at all';
  const shown = names.slice(0, MOST_SHOWN).map((name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name));
  const more = names.length - shown.length;
  return `it holds ${shown.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
