import type * as z from 'zod/mini';
import { problemsOf, type Found } from './issues.js';
import { pathText, type ConfigProblem } from './problem.js';

/** By what two readings of a document are compared: a mistake of one kind at one place. */
export function keyOf({ path, code }: ConfigProblem): string {
  return `${path} ${code}`;
}

export type Parsed<T> =
  { readonly data: T; readonly found: [] } | { readonly data: null; readonly found: Found[] };

/** What a schema makes of a document: its value, or every mistake in it. */
export function parsed<S extends z.ZodMiniType>(schema: S, input: unknown): Parsed<z.output<S>> {
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
