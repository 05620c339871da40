import { partAt } from '@convoso-connect/core/config';

/** A key, a place in a list, or a part of a list by its id, which stays when others are added. */
export type DifferenceStep = string | number | { readonly id: string };

/** How one document differs from another at one place. */
export interface Difference {
  /** `reordered`: a list has the same parts in another order; `before` and `after` are their ids. */
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered';
  /** As in problems; of what is removed in the document before, else in the one after. */
  readonly path: string;
  /** What the place belongs to, as people call it; absent where nothing there has a name. */
  readonly part?: string;
  readonly at: readonly DifferenceStep[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly message: string;
}

type Found = Pick<Difference, 'kind' | 'at' | 'before' | 'after'>;

/** A document and the same as it may be shown. */
export interface Compared {
  readonly document: unknown;
  readonly shown: unknown;
}

/**
 * What turns one document into another, in the order in which it is to be applied. Parts are known by their ids; lists
 * whose elements have none are compared place by place where they are as long as before, and else as one value. Every
 * value is given as it may be shown, so that of a secret one sees only that it has changed.
 */
export function differences(before: Compared, after: Compared): Difference[] {
  const places = new Places();
  return found(before.document, after.document, []).map((difference) => {
    const { kind, at } = difference;
    if (kind === 'reordered') return described(difference, { document: after.shown, places });
    const shown = {
      kind,
      at,
      ...(kind === 'added' ? {} : { before: valueAt(before.shown, at, places) }),
      ...(kind === 'removed' ? {} : { after: valueAt(after.shown, at, places) }),
    };
    return described(shown, { document: kind === 'removed' ? before.shown : after.shown, places });
  });
}

/**
 * Where the parts of lists stand, by their ids. Each list is gone through once, however many differences there are in it: a
 * document can have thousands of parts, and all of them can be changed at once.
 */
class Places {
  readonly #ofLists = new Map<readonly unknown[], ReadonlyMap<string, number>>();

  /** The first of this id, or -1. */
  of(id: string, list: readonly unknown[]): number {
    let places = this.#ofLists.get(list);
    if (places === undefined) {
      const ids = list.map((part, index) => [idOf(part) ?? '', index] as const);
      places = new Map(ids.reverse());
      this.#ofLists.set(list, places);
    }
    return places.get(id) ?? -1;
  }
}

/** A document, and where its parts stand. */
interface Looked {
  readonly document: unknown;
  readonly places: Places;
}

function found(before: unknown, after: unknown, at: readonly DifferenceStep[]): Found[] {
  if (isObject(before) && isObject(after)) return inObjects(before, after, at);
  if (isList(before) && isList(after)) {
    const key = idKeyOf([...before, ...after]);
    const partsBefore = key === null ? null : partsBy(key, before);
    const partsAfter = key === null ? null : partsBy(key, after);
    if (partsBefore !== null && partsAfter !== null) return inParts(partsBefore, partsAfter, at);
    if (before.length === after.length)
      return before.flatMap((value, index) => found(value, after[index], [...at, index]));
  }
  return isEqual(before, after) ? [] : [{ kind: 'changed', at, before, after }];
}

type Fields = Readonly<Record<string, unknown>>;

function inObjects(before: Fields, after: Fields, at: readonly DifferenceStep[]): Found[] {
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [
    ...removed.map((key): Found => ({ kind: 'removed', at: [...at, key], before: before[key] })),
    ...Object.keys(after).flatMap((key): Found[] =>
      Object.hasOwn(before, key)
        ? found(before[key], after[key], [...at, key])
        : [{ kind: 'added', at: [...at, key], after: after[key] }],
    ),
  ];
}

type Parts = ReadonlyMap<string, unknown>;

function inParts(before: Parts, after: Parts, at: readonly DifferenceStep[]): Found[] {
  const kept = [...before.keys()].filter((id) => after.has(id));
  const added = [...after.keys()].filter((id) => !before.has(id));
  const order = [...after.keys()];
  const applied = [...kept, ...added];
  return [
    ...[...before.keys()]
      .filter((id) => !after.has(id))
      .map((id): Found => ({ kind: 'removed', at: [...at, { id }], before: before.get(id) })),
    ...kept.flatMap((id) => found(before.get(id), after.get(id), [...at, { id }])),
    ...added.map((id): Found => ({ kind: 'added', at: [...at, { id }], after: after.get(id) })),
    ...(isEqual(applied, order) ? [] : [{ kind: 'reordered' as const, at, before: applied, after: order }]),
  ];
}

function described({ kind, at, ...values }: Found, looked: Looked): Difference {
  const path = pathOf(at, looked);
  const part = partAt(path, looked.document);
  const difference = { kind, path, ...(part === null ? {} : { part }), at, ...values };
  return { ...difference, message: messageOf(kind, at, path, part) };
}

/** As people write it in problems: with the number that a part has in its list. */
function pathOf(at: readonly DifferenceStep[], { document, places }: Looked): string {
  return at.reduce<string>((path, step, depth) => {
    if (typeof step === 'string') {
      if (!/^[A-Za-z_$][\w$]*$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
      return path === '' ? step : `${path}.${step}`;
    }
    if (typeof step === 'number') return `${path}[${step}]`;
    const list = valueAt(document, at.slice(0, depth), places);
    return `${path}[${isList(list) ? places.of(step.id, list) : -1}]`;
  }, '');
}

const DONE = {
  added: 'was added',
  removed: 'was removed',
  changed: 'was changed',
  reordered: 'has its parts in another order',
} as const;

function messageOf(
  kind: Difference['kind'],
  at: readonly DifferenceStep[],
  path: string,
  part: string | null,
): string {
  if (path === '') return `The document ${DONE[kind]}.`;
  if (part === null) return `${path} ${DONE[kind]}.`;
  const isWhole = typeof at.at(-1) === 'object';
  // A key is written as in the document, and so never with another letter at its beginning.
  return isWhole ? `${part.replace(/^the/, 'The')} ${DONE[kind]}.` : `${keyOf(at)} of ${part} ${DONE[kind]}.`;
}

/** What a place is called within the part it belongs to: `actionSets["now"].waitMinutes`. */
function keyOf(at: readonly DifferenceStep[]): string {
  const within = at.slice(at.findLastIndex((step) => typeof step === 'object') + 1);
  return pathOf(within, { document: null, places: new Places() });
}

/** What stands at a place; undefined where nothing does. */
function valueAt(document: unknown, at: readonly DifferenceStep[], places: Places): unknown {
  return at.reduce<unknown>((value, step) => {
    if (typeof step === 'object') return isList(value) ? value[places.of(step.id, value)] : undefined;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<PropertyKey, unknown>)[step];
  }, document);
}

/** What the parts of lists go by: their ids, or the codes of statuses; null where there are others among them. */
function idKeyOf(parts: readonly unknown[]): 'id' | 'status' | null {
  const has = (key: string) => (part: unknown) => isObject(part) && typeof part[key] === 'string';
  if (parts.every(has('id'))) return 'id';
  return parts.every(has('status')) && !parts.some((part) => isObject(part) && 'id' in part)
    ? 'status'
    : null;
}

/** Null where two go by the same name. */
function partsBy(key: 'id' | 'status', list: readonly unknown[]): Parts | null {
  const parts = new Map(list.map((part) => [String((part as Fields)[key]), part]));
  return parts.size === list.length ? parts : null;
}

function idOf(part: unknown): string | null {
  if (!isObject(part)) return null;
  const id = 'id' in part ? part['id'] : part['status'];
  return typeof id === 'string' ? id : null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of what JSON holds. The order of keys says nothing. */
function isEqual(one: unknown, other: unknown): boolean {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((value, index) => isEqual(value, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
  );
}
