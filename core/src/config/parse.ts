import type * as z from 'zod';
import { documentSchema } from './document.js';
import { headerProblems } from './header-problems.js';
import { integratorProblems } from './integrators.js';
import { problemsOf } from './issues.js';
import { jsonTextProblems } from './json-text.js';
import { prototypeKeyProblems } from './names-in-records.js';
import { findNotYet } from './not-yet.js';
import { documentPlace, textsAt } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';
import { referenceProblems } from './references.js';
import { settle, type ConnectConfig } from './settled.js';
import { configWarnings } from './warnings.js';

export type ParsedConfig =
  | { readonly ok: true; readonly config: ConnectConfig; readonly warnings: readonly ConfigProblem[] }
  | {
      readonly ok: false;
      readonly problems: readonly ConfigProblem[];
      readonly warnings: readonly ConfigProblem[];
    };

/**
 * Reads a configuration document of any origin: applies the defaults, and tells every mistake, not only the first,
 * and what is allowed but worth a warning. Never throws; problems and warnings hold no secret. Warnings need values
 * of the right shape, so a document whose values are wrong has none yet.
 */
export function parseConfig(input: unknown): ParsedConfig {
  const { config, problems: schemaProblems } = readSchema(input);
  const warnings = config === null ? [] : configWarnings(config);
  const problems = [
    ...schemaProblems,
    ...prototypeKeyProblems(input),
    ...inlineHeaderProblems(input),
    ...referenceProblems(input),
    ...integratorProblems(input),
    ...findNotYet(input),
  ];
  return config !== null && problems.length === 0
    ? { ok: true, config, warnings }
    : { ok: false, problems, warnings };
}

/** `parseConfig` for JSON text; a fault of the text is told with line and column, and then nothing else is. */
export function parseConfigText(text: string): ParsedConfig {
  const json = text.replace(/^\uFEFF/, '');
  const problems = jsonTextProblems(json);
  return problems.length === 0 ? parseConfig(JSON.parse(json)) : { ok: false, problems, warnings: [] };
}

function readSchema(input: unknown): { config: ConnectConfig | null; problems: ConfigProblem[] } {
  const knownKeys = new Map<string, string[]>();
  const parsed = documentSchema.safeParse(input, {
    // The only moment at which zod tells which object schema met the unknown key.
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') knownKeys.set(pathText(issue.path ?? []), keysOf(issue.inst));
      return undefined;
    },
  });
  if (parsed.success) return { config: settle(parsed.data), problems: [] };
  return {
    config: null,
    problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, input, knownKeys)),
  };
}

function keysOf(schema: unknown): string[] {
  const { shape = {} } = (schema as z.ZodObject | undefined) ?? {};
  return Object.keys(shape);
}

function inlineHeaderProblems(input: unknown): ConfigProblem[] {
  return textsAt(documentPlace(input), 'endpoints[].authorizationHeader').flatMap(({ path, value }) =>
    headerProblems(value, pathText(path)),
  );
}
