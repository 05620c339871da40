import { compileWorkflow, decideByEvent, type Check, type Occurrence } from '@convoso-connect/core';
import type { FormParts, Workflow } from '@convoso-connect/core/config';
import type { RuleDecision } from './rule-decision.js';

/** A rule of the form, and the event that it is asked about. */
export interface Asked {
  readonly timeZone: FormParts['account']['timeZone'];
  readonly workflow: Workflow;
  readonly occurrence: Occurrence;
}

const NO_RELAY = {
  code: 'NEEDS_RELAY',
  reason: 'not guarded here: it counts across runs, which needs a relay',
};

/**
 * Decides by the event alone. What the guards would have to remember is not there, and each of them says so.
 *
 * @param unguarded why nothing is remembered
 */
export function decideAlone(
  { timeZone, workflow, occurrence }: Asked,
  unguarded: Pick<Check, 'code' | 'reason'> = NO_RELAY,
): RuleDecision {
  const decision = decideByEvent(compileWorkflow(workflow, { timeZone }), occurrence, { timeZone });
  const guards = decision.outcome === 'not-matched' ? [] : GUARDS_OF_A_RELAY;
  const unknown = guards.map((check): Check => ({ check, verdict: 'unknown', ...unguarded }));
  return {
    outcome: decision.outcome,
    reason: decision.reason,
    checks: [...decision.checks, ...unknown].map((check) => ({ event: '', ...check })),
    decided_by: 'event',
    clears_at: '',
    trail_url: '',
  };
}

const GUARDS_OF_A_RELAY = ['rateLimit', 'loop', 'pending'] as const;
