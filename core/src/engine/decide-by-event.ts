import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.js';
import { leadViewOf } from './clock.js';
import type { Check, Decision } from './decision.js';
import { failedDecision } from './failed-decision.js';
import { matchedDecision } from './matched-decision.js';
import { matchChecks, nonMatchOf, verdictOf } from './match.js';
import { checkHours, checkSample } from './trigger-checks.js';
import { triedTwice } from './tried-twice.js';

/**
 * Decides a workflow by the event alone, for whoever remembers nothing of a lead and performs no actions. Its checks are
 * those of `decide` without the guards that count across runs and without the plan. It never throws: what goes wrong
 * ends as `failed`.
 *
 * It stands apart from `decide` so that a wrapper without a store need not carry plans, contact hours and loops.
 */
export function decideByEvent(
  compiled: CompiledWorkflow,
  occurrence: Occurrence,
  account: { readonly timeZone: string },
): Decision {
  let checks: Check[] = [];
  const tried = triedTwice(() => runChecks(compiled, occurrence, account, (checks = [])));
  return tried.ok ? tried.value : failedDecision(compiled, checks, tried.error);
}

/** The checks in their order, up to the first of the guards that says no, each put into `checks` as it is made. */
function runChecks(
  compiled: CompiledWorkflow,
  occurrence: Occurrence,
  account: { readonly timeZone: string },
  checks: Check[],
): Decision {
  const { workflow } = compiled;
  for (const check of matchChecks(compiled, occurrence)) checks.push(check);
  const verdict = verdictOf(checks);
  if (verdict !== 'yes' || !workflow.active) return nonMatchOf(compiled, checks, verdict);
  const lead = leadViewOf(occurrence, null);
  for (const check of [
    checkHours(workflow, lead, occurrence.receivedAt, account),
    checkSample(workflow, occurrence),
  ]) {
    if (check === null) continue;
    checks.push(check);
    if (check.verdict === 'no') return matchedDecision(compiled, 'suppressed', checks);
  }
  return matchedDecision(compiled, 'fired', checks);
}
