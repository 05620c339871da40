/** `A`, `A and B`, `A, B and C`. */
export function inWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

const MOST_NAMED = 3;

/** Whose clocks, for a label: a long list of zones is counted rather than named. */
export function clocksInWords(zones: readonly string[]): string {
  return zones.length > MOST_NAMED ? `${zones.length} time zones at once` : inWords(zones);
}
