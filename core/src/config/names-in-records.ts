import { FORBIDDEN_NAME } from './names.js';
import { documentPlace, placesAt } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';

/** Where a document's keys are names of the user's choice. */
const FREE_KEYS = ['endpoints[].secrets', 'hooks[].fields', 'settings.intake.answer'];

/** A key `__proto__`, which zod passes over in such places without a word. */
export function prototypeKeyProblems(input: unknown): ConfigProblem[] {
  const document = documentPlace(input);
  return FREE_KEYS.flatMap((pattern) => placesAt(document, pattern))
    .filter(({ value }) => typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))
    .map(({ path }) => ({
      ...FORBIDDEN_NAME,
      path: pathText([...path, '__proto__']),
      value: JSON.stringify('__proto__'),
    }));
}
