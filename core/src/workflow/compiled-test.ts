import type { Occurrence } from '../occurrence/occurrence.js';
import type { AccessPath } from './facts.js';
import type { Finding, Verdict } from './verdict.js';

/**
 * One thing that a workflow asks of an occurrence (an event, the relation), made ready. `test` is the hot path and
 * builds no text; `explain` gives the same verdict in words.
 */
export interface CompiledTest {
  /** Paths under which the workflow can be filed: where the test says yes, one value of each is read. */
  readonly access: readonly AccessPath[];
  test(occurrence: Occurrence): Verdict;
  explain(occurrence: Occurrence): Finding;
}

/** All must hold: one `no` decides, else one `unknown` does. */
export function testAll(tests: readonly Pick<CompiledTest, 'test'>[], occurrence: Occurrence): Verdict {
  let result: Verdict = 'yes';
  for (const { test } of tests) {
    const verdict = test(occurrence);
    if (verdict === 'no') return 'no';
    if (verdict === 'unknown') result = 'unknown';
  }
  return result;
}
