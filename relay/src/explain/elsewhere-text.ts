import type { ElsewhereReport } from './elsewhere.js';

/** What programs have done about an occurrence, as a person reads it; each kind by itself, where there is any of it. */
export function elsewhereLines(report: ElsewhereReport): string[][] {
  return [asked(report), held(report), sent(report)].filter((lines) => lines.length > 1);
}

function asked({ admissions }: ElsewhereReport): string[] {
  return [
    'Asked before acting',
    ...admissions.flatMap(({ admitted, rule, step, reason, clearsAt, checks }) => [
      `  ${admitted ? '✓' : '✗'} "${step}" of "${rule}": ${admitted ? 'admitted' : 'not admitted'}, ${reason}${clears(clearsAt)}`,
      ...checks
        .filter(({ verdict }) => verdict !== 'yes')
        .map(({ check, reason: why }) => `     ✗ ${check}: ${why}`),
    ]),
  ];
}

function clears(clearsAt: string | null): string {
  return clearsAt === null ? '' : `; another event would pass from ${clearsAt} on`;
}

function held({ holds }: ElsewhereReport): string[] {
  return [
    'Held until later',
    ...holds.map(({ id, by, givenId, state, reason, due, resumesAt }) => {
      const called = givenId === null ? id : `"${givenId}" [${id}]`;
      const where = resumesAt === null ? '' : `, for ${resumesAt}`;
      return `  → ${called} of ${by}, due ${due}${where}: ${state}, ${reason}`;
    }),
  ];
}

function sent({ sends }: ElsewhereReport): string[] {
  return [
    'Sent elsewhere',
    ...sends.map(({ endpointName, rule, outcome, status, durationMs, reason, method, url, number }) => {
      const answered = status === null ? 'no answer' : `answered ${status}`;
      const by = rule === null ? '' : ` by "${rule}"`;
      const why = reason === null ? '' : ` (${reason})`;
      return `  → to ${endpointName}${by}, attempt ${number}: ${outcome}, ${answered} in ${durationMs} ms${why}: ${method} ${url}`;
    }),
  ];
}
