import type * as z from 'zod/mini';
import { acceptedDocumentSchema, documentSchema } from './document.js';
import { heldBefore } from './held-before.js';
import { problemsOf, type Found } from './issues.js';
import { pathText, type ConfigProblem } from './problem.js';
import { settle, type ConnectConfig } from './settled.js';

/** What the schema makes of a document. */
export interface SchemaReading {
  /** Null where the document has a mistake. */
  readonly config: ConnectConfig | null;
  readonly problems: readonly ConfigProblem[];
  /** What `accepted` held already, and only a rule that has been tightened since would refuse. */
  readonly warnings: readonly ConfigProblem[];
}

/** Reads a document by the schema, and where that refuses it by the rules under which `accepted` was accepted. */
export function readSchema(input: unknown, accepted: ConnectConfig | null): SchemaReading {
  const strict = parsed(documentSchema, input);
  if (strict.data !== null) return { config: settle(strict.data), problems: [], warnings: [] };
  const loose = parsed(acceptedDocumentSchema, input);
  const everRefused = new Set(loose.found.map(({ problem }) => keyOf(problem)));
  const problems: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
  for (const { place, problem } of strict.found) {
    if (everRefused.has(keyOf(problem))) problems.push(problem);
    else if (accepted !== null && heldBefore(accepted, input, place)) warnings.push(asWarning(problem));
    else problems.push({ ...problem, tightened: true });
  }
  const config = loose.data === null || problems.length > 0 ? null : settle(loose.data);
  return { config, problems, warnings };
}

/** What of an accepted configuration a version of today would not accept any more; it runs nevertheless. */
export function tightenedWarnings(config: ConnectConfig): readonly ConfigProblem[] {
  return parsed(documentSchema, config).found.map(({ problem }) => asWarning(problem));
}

function asWarning(problem: ConfigProblem): ConfigProblem {
  const message = `${problem.message} An earlier version accepted it, so it stays in force until it is changed.`;
  return { ...problem, message, tightened: true };
}

function keyOf({ path, code }: ConfigProblem): string {
  return `${path} ${code}`;
}

type Parsed<T> = { readonly data: T; readonly found: [] } | { readonly data: null; readonly found: Found[] };

function parsed<S extends z.ZodMiniType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const knownKeys = new Map<string, string[]>();
  const result = schema.safeParse(input, {
    // The only moment at which zod tells which object schema met the unknown key.
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') knownKeys.set(pathText(issue.path ?? []), keysOf(issue.inst));
      return undefined;
    },
  });
  if (result.success) return { data: result.data, found: [] };
  const found = result.error.issues.flatMap((issue) => problemsOf(issue, input, knownKeys));
  // A number that is no safe integer is beyond a closer bound as well, which is the one to tell.
  const latest = new Map(found.map((each, index) => [keyOf(each.problem), index]));
  return { data: null, found: found.filter((each, index) => isDistinct(each, index, latest)) };
}

function isDistinct({ problem }: Found, index: number, latest: ReadonlyMap<string, number>): boolean {
  return problem.code !== 'OUT_OF_RANGE' || latest.get(keyOf(problem)) === index;
}

function keysOf(schema: unknown): string[] {
  const { shape = {} } = (schema as z.ZodMiniObject | undefined) ?? {};
  return Object.keys(shape);
}
