import type { Path } from './problem.js';

/** A value of a document that may have any shape, and where it stands. */
export interface Place {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Every value that a pattern such as `workflows[].events[].type` reaches; `[]` stands for each element of a list.
 * What is not there, or not of the shape that the pattern expects, is passed over: saying so is the schema's part.
 */
export function placesAt(start: Place, pattern: string): Place[] {
  let places: Place[] = [start];
  for (const step of pattern.split('.')) {
    const name = step.replace('[]', '');
    places = places.flatMap((place) => member(place, name));
    if (step.endsWith('[]')) places = places.flatMap(elements);
  }
  return places;
}

/** The places of a pattern that hold text. */
export function textsAt(start: Place, pattern: string): { path: Path; value: string }[] {
  return placesAt(start, pattern).flatMap(({ path, value }) =>
    typeof value === 'string' ? [{ path, value }] : [],
  );
}

export function documentPlace(input: unknown): Place {
  return { path: [], value: input };
}

/** What stands at a path, undefined where nothing does. */
export function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const step of path) value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}

function member({ path, value }: Place, name: string): Place[] {
  const found = valueAt(value, [name]);
  return found === undefined ? [] : [{ path: [...path, name], value: found }];
}

function elements({ path, value }: Place): Place[] {
  if (!Array.isArray(value)) return [];
  return value.map((element: unknown, index) => ({ path: [...path, index], value: element }));
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
