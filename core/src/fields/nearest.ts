/**
 * The candidate that a misspelt name most likely meant: the one with the fewest letters to change, unless these
 * are more than a third of the name. Case does not count.
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const allowed = Math.floor(name.length / 3);
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    // Names that differ more in length differ more in letters; this also bounds the work on very long input.
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= allowed && distance < (best?.distance ?? Infinity)) best = { candidate, distance };
  }
  return best?.candidate;
}

/**
 * The candidate that a name is with a slip in it: one letter in four changed and no more than two. Other names are names
 * of their own: `lead_tier` is no `lead_id`.
 */
export function slipOf(name: string, candidates: readonly string[]): string | undefined {
  const meant = nearest(name, candidates);
  if (meant === undefined) return undefined;
  const distance = editDistance(name.toLowerCase(), meant.toLowerCase());
  return distance <= Math.min(2, Math.floor(name.length / 4)) ? meant : undefined;
}

/** Levenshtein's distance: letters to insert, delete or replace. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, at(row, j) + 1, at(next, j - 1) + 1));
    }
    row = next;
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

/** The remedy for a name that is none of the known ones. */
export function suggest(name: string, known: readonly string[], otherwise: string): string {
  const meant = nearest(name, known);
  return meant === undefined ? otherwise : `Did you mean "${meant}"?`;
}

/** The fewest letters by which a name says what a longer one is about. */
const TELLING = 3;

/**
 * The candidates that a name is the beginning of, as `timeout` of `timeoutSeconds`; where it is of none, those of which it is the last
 * words, as `url` of `apiUrl`. Case does not count.
 */
export function longerNames(name: string, candidates: readonly string[]): readonly string[] {
  const wanted = name.toLowerCase();
  if (wanted.length < TELLING) return [];
  const longer = candidates.filter((candidate) => candidate.length > name.length);
  const begun = longer.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  return begun.length > 0 ? begun : longer.filter((candidate) => endsWithWords(candidate, wanted));
}

/** Whether it ends so from where a word of it begins, which a capital letter shows. */
function endsWithWords(candidate: string, wanted: string): boolean {
  return (
    candidate.toLowerCase().endsWith(wanted) &&
    /[A-Z]/.test(candidate.charAt(candidate.length - wanted.length))
  );
}
