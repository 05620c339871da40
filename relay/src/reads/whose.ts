import { phoneOf, textOf, type Occurrence } from '@convoso-connect/core';
import type { OccurrenceData } from '../store/ports/occurrences.js';
import type { StoreReads } from '../store/store.js';

/** Whom an occurrence is about. */
export interface Whose {
  /** The lead's, else the one dialled; in normal form. */
  readonly phone: string | null;
  /** The lead's first and last name, as they came. */
  readonly name: string | null;
}

export const NOBODY: Whose = { phone: null, name: null };

/** Whom each of these occurrences is about, as far as it is stored. */
export async function whoseAre(
  { occurrences }: Pick<StoreReads, 'occurrences'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Whose>> {
  const rows = await occurrences.findMany([...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, whoseIs(row)]));
}

function whoseIs({ occurrence, leadPhone }: OccurrenceData): Whose {
  const { snapshot } = JSON.parse(occurrence) as Occurrence;
  const names = ['first_name', 'last_name'].flatMap((field) => {
    const value = snapshot.lead[field];
    const text = value === undefined ? '' : textOf(value).trim();
    return text === '' ? [] : [text];
  });
  return { phone: leadPhone ?? phoneOf(snapshot), name: names.length === 0 ? null : names.join(' ') };
}
