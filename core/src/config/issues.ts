import type * as z from 'zod/mini';
import { longerNames, suggest } from '../fields/nearest.js';
import { valueAt } from './places.js';
import { pathText, type ConfigProblem, type Path } from './problem.js';
import type { Refusal } from './refuse.js';
import { nameOnScreen } from './screen-names.js';
import { shownValue } from './shown-value.js';

type Issue = z.core.$ZodIssue;

/** The keys that an object may have, by the path of the object. */
export type KnownKeys = ReadonlyMap<string, readonly string[]>;

/** A problem, and its place in the document. */
export interface Found {
  readonly place: Path;
  readonly problem: ConfigProblem;
}

/** Puts what the schema found into the product's words: one problem for each thing to mend. */
export function problemsOf(issue: Issue, input: unknown, knownKeys: KnownKeys): Found[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys.get(pathText(issue.path)) ?? [];
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, known));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) =>
      problemAt(issue.path, String(issue.path.at(-1)), refusalOf(inner, '')),
    );
  }
  const branch = issue.code === 'invalid_union' ? meantBranch(issue.errors) : null;
  if (branch !== null) {
    return branch.flatMap((inner) =>
      problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, input, knownKeys),
    );
  }
  const value = valueAt(input, issue.path);
  return [problemAt(issue.path, value, refusalOf(issue, value))];
}

function problemAt(path: Path, value: unknown, { code, message, remedy }: Refusal): Found {
  const problem = { code, path: pathText(path), value: shownValue(path, value), message, remedy };
  return { place: path, problem };
}

/** So many keys are suggested that an unknown one is a part of. */
const MOST_SUGGESTED = 3;

/** The value of an unknown key is not shown: under the right name it may be a secret. */
function unknownKey(path: Path, key: string, known: readonly string[]): Found {
  const longer = longerNames(key, known).slice(0, MOST_SUGGESTED);
  const remedy = suggest(
    key,
    known,
    longer.length > 0
      ? `Did you mean ${longer.map((name) => JSON.stringify(name)).join(' or ')}?`
      : `Remove it. Known here: ${known.join(', ')}.`,
  );
  const message = 'The configuration has no key of this name here.';
  const value = shownValue([], key);
  return { place: path, problem: { code: 'UNKNOWN_KEY', path: pathText(path), value, message, remedy } };
}

/** Of several allowed shapes the one that was meant: the first whose outermost type is right; null when none is. */
function meantBranch(branches: readonly Issue[][]): Issue[] | null {
  const right = branches.filter(
    (issues) => !issues.some((issue) => issue.path.length === 0 && isTypeIssue(issue)),
  );
  return right.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function isTypeIssue(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function refusalOf(issue: Issue, value: unknown): Refusal {
  if (issue.code === 'custom') return customRefusal(issue);
  if (value === undefined) return missing(allowedValues(issue));
  switch (issue.code) {
    case 'invalid_type':
      return wrongType([issue.expected]);
    case 'invalid_value':
      return notOneOf(value, allowedValues(issue));
    case 'invalid_union':
      if (issue.errors.length === 0) return notOneOf(value, allowedValues(issue));
      return wrongType(issue.errors.flatMap(expectedTypes));
    case 'too_small':
      return outOfRange(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return outOfRange(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    default:
      return BAD_VALUE;
  }
}

/** Of a choice, or of what tells the parts of a document apart (`type`, `operator`). */
function allowedValues(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_union' && 'options' in issue ? (issue.options ?? []).map(String) : [];
}

function missing(allowed: readonly string[]): Refusal {
  const remedy = allowed.length === 0 ? 'Add it.' : `Add it, as one of: ${allowed.join(', ')}.`;
  return { code: 'MISSING_VALUE', message: 'This is required and not there.', remedy };
}

const BAD_VALUE: Refusal = {
  code: 'BAD_VALUE',
  message: 'This is not written in the form that is expected here.',
  remedy: 'Correct it as the configuration format says; times of day are HH:MM.',
};

function customRefusal(issue: z.core.$ZodIssueCustom): Refusal {
  const { code, remedy } = (issue.params ?? {}) as Partial<Refusal>;
  return { code: code ?? BAD_VALUE.code, message: issue.message, remedy: remedy ?? BAD_VALUE.remedy };
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function expectedTypes(branch: readonly Issue[]): string[] {
  return branch.flatMap((issue) => {
    if (issue.code === 'invalid_type') return [issue.expected];
    return issue.code === 'invalid_value' ? issue.values.map((value) => JSON.stringify(value)) : [];
  });
}

function wrongType(expected: readonly string[]): Refusal {
  const words = [...new Set(expected.map((type) => TYPE_WORDS[type] ?? type))].join(' or ');
  return { code: 'WRONG_TYPE', message: `This must be ${words}.`, remedy: `Write ${words}.` };
}

function notOneOf(value: unknown, names: readonly string[]): Refusal {
  const meant = typeof value === 'string' ? nameOnScreen(value) : undefined;
  if (meant !== undefined && names.includes(meant)) {
    const message = "This is what Convoso's screens call it, and not its name in a configuration.";
    return { code: 'NOT_ONE_OF', message, remedy: `Write "${meant}".` };
  }
  return {
    code: 'NOT_ONE_OF',
    message: 'This is none of the allowed values.',
    remedy: suggest(typeof value === 'string' ? value : '', names, `Use one of: ${names.join(', ')}.`),
  };
}

function outOfRange(origin: string, bound: string, limit: number | bigint): Refusal {
  if (origin === 'array') {
    const message = 'This list must not be empty.';
    return {
      code: 'EMPTY_VALUE',
      message,
      remedy: 'Name at least one, or remove the key where it is optional.',
    };
  }
  const words = `${bound} ${String(limit)}`;
  if (Math.abs(Number(limit)) === Number.MAX_SAFE_INTEGER) {
    const message = `This must be ${words}: a number of more digits is not kept exactly.`;
    return { code: 'OUT_OF_RANGE', message, remedy: 'Put it in quotes where it is an id or a text.' };
  }
  return { code: 'OUT_OF_RANGE', message: `This must be ${words}.`, remedy: `Use a number of ${words}.` };
}
