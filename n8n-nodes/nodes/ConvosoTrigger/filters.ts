import { hasCall, readFlat, textOf, type OccurrenceKind, type Snapshot } from '@convoso-connect/core';

/** What may start an execution; an empty list lets everything through. */
export interface Filters {
  readonly kinds: readonly OccurrenceKind[];
  readonly dispositions: readonly string[];
  readonly callTypes: readonly string[];
  readonly campaigns: readonly string[];
}

/** The fields that a filter looks at, any of which may be the one that is named. */
const FIELDS = {
  dispositions: ['status'],
  callTypes: ['call_type'],
  campaigns: ['campaign_id', 'campaign_name'],
} as const;

/**
 * The value for which a delivery is filtered, which is what Convoso is answered (domain-facts J.42); null when it
 * passes. What was not delivered does not pass a filter that asks for it.
 */
export function filteredFor(
  filters: Filters,
  kinds: readonly OccurrenceKind[],
  snapshot: Snapshot,
): string | null {
  if (filters.kinds.length > 0 && !filters.kinds.some((kind) => kinds.includes(kind))) {
    return kinds.join(',') || (hasCall(snapshot) ? 'call' : 'lead update');
  }
  for (const [filter, fields] of Object.entries(FIELDS)) {
    const wanted = filters[filter as keyof typeof FIELDS].map(folded);
    if (wanted.length === 0) continue;
    const values = fields.map((field) => textOf(readFlat(snapshot, field) ?? '').trim());
    if (!values.some((value) => wanted.includes(folded(value)))) {
      return values.find((value) => value !== '') ?? `no ${fields[0]}`;
    }
  }
  return null;
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}
