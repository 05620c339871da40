import { OCCURRENCE_KINDS, type OccurrenceKind } from './kinds.js';
import type { DeclaredKinds } from './occurrence.js';

/**
 * Reads `?event=` of a catch hook's URL: one kind or several with commas; `leadAction:<value>` carries the value.
 * An unknown kind is answered as such rather than passed over: it is a typing mistake in the URL that Convoso calls.
 *
 * @example
 * ```ts
 * readEventParameter('disposition,leadAction:posted');
 * // → { ok: true, declared: { kinds: ['disposition', 'leadAction'], leadAction: 'posted' } }
 * ```
 */
export function readEventParameter(
  text: string,
): { ok: true; declared: DeclaredKinds } | { ok: false; unknown: string; known: readonly string[] } {
  const kinds: OccurrenceKind[] = [];
  let leadAction: string | null = null;
  for (const piece of text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const colon = piece.indexOf(':');
    const name = colon === -1 ? piece : piece.slice(0, colon);
    const kind = OCCURRENCE_KINDS.find((known) => known.toLowerCase() === name.toLowerCase());
    if (kind === undefined || (colon !== -1 && kind !== 'leadAction')) {
      return { ok: false, unknown: piece, known: OCCURRENCE_KINDS };
    }
    if (colon !== -1) leadAction = piece.slice(colon + 1);
    kinds.push(kind);
  }
  return { ok: true, declared: { kinds, leadAction } };
}
