import { textOf, type FieldValue } from '../fields/value.js';
import { readFlat } from '../payload/snapshot.js';
import { RELATION_FIELDS } from '../workflow/relation-types.js';
import type { OccurrenceKind } from './kinds.js';
import type { Occurrence } from './occurrence.js';

/**
 * What call events can be filtered by besides hook and kind, and the fields that each looks at: any of them may be the one that is named,
 * so that an id and a name both do. Campaigns, lists and queues are those that a workflow can be limited to.
 */
export const EVENT_FILTER_FIELDS = {
  dispositions: ['status'],
  callTypes: ['call_type'],
  campaigns: [RELATION_FIELDS.campaign, 'campaign_name'],
  lists: [RELATION_FIELDS.list, 'list_name'],
  queues: [RELATION_FIELDS.queue, 'queue_name'],
} as const;

/** One of the filters that look at fields. */
export type EventFilterName = keyof typeof EVENT_FILTER_FIELDS;

/** Which call events are meant: all that is named has to hold, one value of each is enough. What is left out or empty lets all through. */
export interface EventFilter extends Partial<
  Readonly<Record<EventFilterName, readonly string[] | undefined>>
> {
  readonly hooks?: readonly string[] | undefined;
  readonly kinds?: readonly OccurrenceKind[] | undefined;
}

/** Why a filter does not let an occurrence through. */
export interface Filtered {
  readonly filter: keyof EventFilter;
  /** What came in its place; null where the delivery does not say. */
  readonly value: string | null;
}

/**
 * What keeps an occurrence from passing a filter, the first of it; null where it passes. What was not delivered does not pass a filter that
 * asks for it. Values compare without regard to case and surrounding spaces; the ids of hooks are exact.
 *
 * @example
 * ```ts
 * filteredBy({ dispositions: ['SALE'] }, occurrence);
 * // → { filter: 'dispositions', value: 'NI' }
 * ```
 */
export function filteredBy(
  filter: EventFilter,
  { hookId, kinds, snapshot }: Pick<Occurrence, 'hookId' | 'kinds' | 'snapshot'>,
): Filtered | null {
  const { hooks = [], kinds: wantedKinds = [] } = filter;
  if (hooks.length > 0 && !hooks.includes(hookId)) return { filter: 'hooks', value: hookId };
  if (wantedKinds.length > 0 && !wantedKinds.some((kind) => kinds.includes(kind)))
    return { filter: 'kinds', value: kinds.length === 0 ? null : kinds.join(', ') };
  for (const [name, fields] of FILTERS) {
    const wanted = filter[name] ?? [];
    if (wanted.length === 0) continue;
    const values = fields.flatMap((field) => valuesOf(readFlat(snapshot, field)));
    const folded = new Set(wanted.map(fold));
    if (!values.some((value) => folded.has(fold(value))))
      return { filter: name, value: values.find((value) => value !== '') ?? null };
  }
  return null;
}

const FILTERS = Object.entries(EVENT_FILTER_FIELDS) as [EventFilterName, readonly string[]][];

function valuesOf(value: FieldValue | undefined): string[] {
  return value === undefined ? [] : [textOf(value).trim()];
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
