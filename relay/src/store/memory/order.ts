import type { Page, TimeSpan } from '../ports/lists.js';

/** Before, after, or in the same place, by the first of these pairs that differ; texts by their code units. */
export function compared(...pairs: readonly (readonly [string | number, string | number])[]): number {
  for (const [a, b] of pairs) {
    if (a < b) return -1;
    if (a > b) return 1;
  }
  return 0;
}

export function isWithin({ from, to }: TimeSpan, at: number): boolean {
  return (from === null || at >= from) && (to === null || at < to);
}

/** A page of values in order of time, then of id. */
export function pageOf<Value extends { readonly id: string | number }>(
  values: Iterable<Value>,
  { after, limit }: Page<Value['id']>,
  { timeOf, order }: { timeOf: (value: Value) => number; order: 'newest first' | 'oldest first' },
): Value[] {
  const sign = order === 'newest first' ? -1 : 1;
  const inOrder = [...values].sort((a, b) => sign * compared([timeOf(a), timeOf(b)], [a.id, b.id]));
  const rest =
    after === null
      ? inOrder
      : inOrder.filter((each) => sign * compared([timeOf(each), after.at], [each.id, after.id]) > 0);
  return rest.slice(0, limit);
}
