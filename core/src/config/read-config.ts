import { headerProblems } from './header-problems.js';
import { integratorProblems } from './integrators.js';
import { prototypeKeyProblems } from './names-in-records.js';
import { findNotYet } from './not-yet.js';
import { documentPlace, placesAt, textsAt } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';
import { readSchema } from './read-schema.js';
import { referenceProblems } from './references.js';
import type { ConnectConfig } from './settled.js';
import { switchedOffAdaptors } from './switched-off-adaptors.js';
import { urlSecretProblems } from './url-secrets.js';

export type ParsedConfig =
  | { readonly ok: true; readonly config: ConnectConfig; readonly warnings: readonly ConfigProblem[] }
  | {
      readonly ok: false;
      readonly problems: readonly ConfigProblem[];
      readonly warnings: readonly ConfigProblem[];
    };

/** The document by every rule that there is; which warnings it may deserve, the caller says. */
export function readConfig(
  input: unknown,
  accepted: ConnectConfig | null,
  warningsOf: (config: ConnectConfig) => readonly ConfigProblem[],
): ParsedConfig {
  const { config, problems: schemaProblems, warnings: tightened } = readSchema(input, accepted);
  const adaptors = switchedOffAdaptors(input, accepted);
  const warnings = [...tightened, ...adaptors.warnings, ...(config === null ? [] : warningsOf(config))];
  const problems = [
    ...schemaProblems,
    ...prototypeKeyProblems(input),
    ...inlineHeaderProblems(input),
    ...inlineUrlSecretProblems(input),
    ...referenceProblems(input),
    ...adaptors.problems,
    ...integratorProblems(input),
    ...findNotYet(input),
  ];
  return config !== null && problems.length === 0
    ? { ok: true, config, warnings }
    : { ok: false, problems, warnings };
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
