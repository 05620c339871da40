import { headerProblems } from './header-problems.js';
import { integratorProblems } from './integrators.js';
import { jsonTextProblems } from './json-text.js';
import { prototypeKeyProblems } from './names-in-records.js';
import { findNotYet } from './not-yet.js';
import { documentPlace, placesAt, textsAt } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';
import { readSchema } from './read-schema.js';
import { referenceProblems } from './references.js';
import type { ConnectConfig } from './settled.js';
import { switchedOffAdaptors } from './switched-off-adaptors.js';
import { urlSecretProblems } from './url-secrets.js';
import { configWarnings } from './warnings.js';

export type ParsedConfig =
  | { readonly ok: true; readonly config: ConnectConfig; readonly warnings: readonly ConfigProblem[] }
  | {
      readonly ok: false;
      readonly problems: readonly ConfigProblem[];
      readonly warnings: readonly ConfigProblem[];
    };

export interface ParseOptions {
  /**
   * The configuration that was accepted last, if any. Where it already held what only a rule that has been tightened
   * since would refuse, that is a warning: an upgrade never turns a running configuration away.
   */
  readonly accepted?: ConnectConfig | null;
}

/**
 * Reads a configuration document of any origin: applies the defaults, and tells every mistake, not only the first,
 * and what is allowed but worth a warning. Never throws; problems and warnings hold no secret. Most warnings need
 * values of the right shape, so a document whose values are wrong has few yet.
 */
export function parseConfig(input: unknown, { accepted = null }: ParseOptions = {}): ParsedConfig {
  const { config, problems: schemaProblems, warnings: tightened } = readSchema(input, accepted);
  const adaptors = switchedOffAdaptors(input, accepted);
  const warnings = [...tightened, ...adaptors.warnings, ...(config === null ? [] : configWarnings(config))];
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

/** `parseConfig` for JSON text; a fault of the text is told with line and column, and then nothing else is. */
export function parseConfigText(text: string, options: ParseOptions = {}): ParsedConfig {
  const json = text.replace(/^\uFEFF/, '');
  const problems = jsonTextProblems(json);
  return problems.length === 0
    ? parseConfig(JSON.parse(json), options)
    : { ok: false, problems, warnings: [] };
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
