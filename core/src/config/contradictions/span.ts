/** A stretch of numbers or of instants. */
export interface Span {
  readonly kind: 'number' | 'date';
  readonly least: Bound;
  readonly most: Bound;
}

interface Bound {
  readonly at: number;
  readonly included: boolean;
}

export function spanFrom(kind: Span['kind'], least: number, most: number): Span {
  return { kind, least: { at: least, included: true }, most: { at: most, included: true } };
}

export function spanAbove(kind: Span['kind'], bound: number): Span {
  return { ...spanFrom(kind, bound, Infinity), least: { at: bound, included: false } };
}

export function spanBelow(kind: Span['kind'], bound: number): Span {
  return { ...spanFrom(kind, -Infinity, bound), most: { at: bound, included: false } };
}

/** Whether nothing lies in all of them. Numbers and dates are apart: `20261120` can be read as either. */
export function areApart(spans: readonly Span[]): boolean {
  return (['number', 'date'] as const).some((kind) => {
    const same = spans.filter((span) => span.kind === kind);
    return same.some(({ least }) => same.some(({ most }) => isPast(least, most)));
  });
}

function isPast(least: Bound, most: Bound): boolean {
  return least.at > most.at || (least.at === most.at && !(least.included && most.included));
}
