import { documentPlace, placesAt } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';
import { shownValue } from './shown-value.js';

/**
 * Parts of the format that this version's engine would pass over. They are refused with the reason, because a
 * setting that is silently ignored is worse than none. A row goes when its part is built.
 */
interface NotYet {
  readonly where: string;
  readonly what: string;
}

const NOT_YET: readonly NotYet[] = [{ where: 'settings.breaker', what: 'breaker' }];

/** Every use, in the document as it was written, of a part that this version does not have. */
export function findNotYet(input: unknown): ConfigProblem[] {
  const document = documentPlace(input);
  return NOT_YET.flatMap(({ where, what }) =>
    placesAt(document, where).map(({ path, value }) => ({
      code: 'NOT_YET_SUPPORTED',
      path: pathText(path),
      value: shownValue(path, value),
      message: `${what} is not available in this version.`,
      remedy: 'Until it is, remove it.',
    })),
  );
}
