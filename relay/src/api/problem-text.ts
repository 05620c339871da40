import type { BodyShape } from '@convoso-connect/core/relay-contract';

/** One of the problems that a schema finds. */
type Issue = NonNullable<ReturnType<BodyShape['schema']['safeParse']>['error']>['issues'][number];

/** What is wrong with a value of a body or a query, as a clause that names the place. */
export function problemText(issue: Issue, given: unknown, mayBeQuoted: boolean): string {
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return `there is no "${String(issue.keys[0]).slice(0, 50)}"`;
  if (place === '') return 'the body is no JSON object';
  const value = valueAt(given, issue.path);
  if (value === undefined) return `${place} is missing`;
  return mayBeQuoted
    ? `${place} is ${JSON.stringify(value).slice(0, 100)}, which is not what belongs there`
    : `${place} is not what belongs there`;
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    given,
  );
}
