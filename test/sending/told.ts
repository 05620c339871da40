import { DIAGNOSIS_CHECKS } from '@convoso-connect/core';
import { expect } from '@jest/globals';
import type { Failure, Verdict } from './failure.js';
import { FAILURES } from './failures.js';
import { SUCCESSES } from './successes.js';

/** What a wrapper says of an attempt, in the words that its users read. */
export interface Told {
  readonly verdict: Verdict;
  readonly text: string;
  /** Null where this wrapper shows no checks for this verdict. */
  readonly suspects: readonly string[] | null;
}

/** One case made ready: what is met stands, and leads there. */
export interface Meeting extends Failure {
  readonly apiUrl: string;
}

export async function meetings(): Promise<Meeting[]> {
  return Promise.all(
    [...FAILURES, ...SUCCESSES].map(async (failure) => ({ ...failure, apiUrl: await failure.serve() })),
  );
}

/** The checks that lines of a diagnosis mark with ✗. */
export function suspectsIn(text: string): string[] {
  return Object.entries(DIAGNOSIS_CHECKS)
    .filter(([, label]) => text.includes(`✗ ${label}:`))
    .map(([check]) => check);
}

/** Every wrapper is held to the one table. */
export function expectTold(told: ReadonlyMap<string, Told>, met: readonly Meeting[]): void {
  const entries = met.map(({ what, verdict, suspects, says }) => {
    const seen = told.get(what);
    const { verdict: given, suspects: shown = null, text = '' } = seen ?? {};
    return {
      wanted: { what, verdict, suspects: shown === null ? null : suspects, says: true },
      got: { what, verdict: given, suspects: shown, says: says.test(text) || text },
    };
  });
  expect(entries.map(({ got }) => got)).toEqual(entries.map(({ wanted }) => wanted));
}
