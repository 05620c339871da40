import { headerProblems } from './header-problems.js';
import { integratorProblems } from './integrators.js';
import { prototypeKeyProblems } from './names-in-records.js';
import { documentPlace, placesAt, textsAt } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';
import { referenceProblems } from './references.js';
import { urlSecretProblems } from './url-secrets.js';

/** What can be wrong with rules, adaptors and endpoints beyond the shape of their values. */
export function partProblems(input: unknown): ConfigProblem[] {
  return [
    ...prototypeKeyProblems(input),
    ...inlineHeaderProblems(input),
    ...inlineUrlSecretProblems(input),
    ...referenceProblems(input),
    ...integratorProblems(input),
  ];
}

function inlineHeaderProblems(input: unknown): ConfigProblem[] {
  return textsAt(documentPlace(input), 'endpoints[].authorizationHeader').flatMap(({ path, value }) =>
    headerProblems(value, pathText(path)),
  );
}

function inlineUrlSecretProblems(input: unknown): ConfigProblem[] {
  return placesAt(documentPlace(input), 'endpoints[].secrets').flatMap(({ path, value }) =>
    Object.entries(value ?? {}).flatMap(([name, secret]: [string, unknown]) =>
      typeof secret === 'string' ? urlSecretProblems(secret, pathText([...path, name])) : [],
    ),
  );
}
