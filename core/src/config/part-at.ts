import { valueAt } from './places.js';
import type { ConfigProblem } from './problem.js';

/** What people call the lists of a document, and the lists within a workflow. */
const KINDS: Readonly<Record<string, string>> = {
  adaptors: 'adaptor',
  endpoints: 'endpoint',
  workflows: 'workflow',
  hooks: 'hook',
  actions: 'action',
};

/** A name may be of any length; so much of it tells which part is meant. */
const LONGEST_NAME = 80;

/**
 * What stands at a place of a document that may have any shape, as people call it: `the action "post" of the workflow
 * "Sales"`. Null where nothing there has a name or an id.
 */
export function partAt(path: string, document: unknown): string | null {
  const steps = path.match(/[A-Za-z_$][\w$]*|\[\d+\]/g) ?? [];
  const parts: string[] = [];
  for (const [at, step] of steps.entries()) {
    const kind = KINDS[step];
    const index = steps[at + 1];
    if (kind === undefined || index?.startsWith('[') !== true) continue;
    const name = nameOf(valueAt(document, steps.slice(0, at + 2).map(keyOf)));
    if (name !== null) parts.unshift(`the ${kind} ${JSON.stringify(name)}`);
  }
  return parts.length === 0 ? null : parts.join(' of ');
}

/** The problems, each with what its place is called where it belongs to a part that has a name. */
export function withParts(problems: readonly ConfigProblem[], document: unknown): ConfigProblem[] {
  return problems.map((problem) => {
    const part = partAt(problem.path, document);
    return part === null ? problem : { ...problem, part };
  });
}

function keyOf(step: string): string | number {
  return step.startsWith('[') ? Number(step.slice(1, -1)) : step;
}

function nameOf(part: unknown): string | null {
  const named = [valueAt(part, ['name']), valueAt(part, ['id'])].find(
    (each): each is string => typeof each === 'string' && each.trim() !== '',
  );
  return named === undefined ? null : named.slice(0, LONGEST_NAME);
}
