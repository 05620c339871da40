import type { Difference, DifferenceStep } from '../../src/config/differences.js';

type Owner = Record<string, unknown> | unknown[];

/**
 * Applies differences to the document before, as it may be shown; gives the one after, as it may be shown. Whoever holds
 * the one and is told the differences has the other.
 */
export function applyDifferences(document: unknown, all: readonly Difference[]): unknown {
  const root = { document: structuredClone(document) };
  for (const { kind, at, after } of all) {
    const place: readonly DifferenceStep[] = ['document', ...at];
    const owner = place
      .slice(0, -1)
      .reduce<unknown>((value, step) => held(value as Owner, step), root) as Owner;
    const last = place.at(-1) ?? '';
    if (kind === 'removed') remove(owner, last);
    else if (kind === 'added') add(owner, last, structuredClone(after));
    else if (kind === 'changed') replace(owner, last, structuredClone(after));
    else {
      const parts = held(owner, last) as unknown[];
      const order = after as readonly string[];
      replace(
        owner,
        last,
        order.map((id) => held(parts, { id })),
      );
    }
  }
  return root.document;
}

/** The key of an object, or the number in a list. */
function keyIn(owner: Owner, step: DifferenceStep): string | number {
  if (typeof step !== 'object') return step;
  return (owner as { id?: unknown; status?: unknown }[]).findIndex(
    (part) => (part.id ?? part.status) === step.id,
  );
}

function held(owner: Owner, step: DifferenceStep): unknown {
  return (owner as Record<string | number, unknown>)[keyIn(owner, step)];
}

function replace(owner: Owner, step: DifferenceStep, value: unknown): void {
  const own = { value, enumerable: true, writable: true, configurable: true };
  Object.defineProperty(owner, keyIn(owner, step), own);
}

function add(owner: Owner, step: DifferenceStep, value: unknown): void {
  if (Array.isArray(owner)) owner.push(value);
  else replace(owner, step, value);
}

function remove(owner: Owner, step: DifferenceStep): void {
  const key = keyIn(owner, step);
  if (Array.isArray(owner)) owner.splice(Number(key), 1);
  else Reflect.deleteProperty(owner, key);
}
