import {
  EVENT_FILTER_FIELDS,
  filteredBy,
  hasCall,
  type EventFilterName,
  type Occurrence,
  type OccurrenceKind,
} from '@convoso-connect/core';

/** What may start an execution; an empty list lets everything through. */
export interface Filters extends Readonly<
  Record<Extract<EventFilterName, 'dispositions' | 'callTypes' | 'campaigns'>, readonly string[]>
> {
  readonly kinds: readonly OccurrenceKind[];
}

/**
 * The value for which a delivery is filtered, which is what Convoso is answered (domain-facts J.42); null when it
 * passes. What was not delivered does not pass a filter that asks for it.
 */
export function filteredFor(filters: Filters, occurrence: Occurrence): string | null {
  const filtered = filteredBy(filters, occurrence);
  if (filtered === null) return null;
  const { filter, value } = filtered;
  if (filter === 'hooks') return value;
  if (filter !== 'kinds') return value ?? `no ${EVENT_FILTER_FIELDS[filter][0]}`;
  const { kinds, snapshot } = occurrence;
  return kinds.join(',') || (hasCall(snapshot) ? 'call' : 'lead update');
}
