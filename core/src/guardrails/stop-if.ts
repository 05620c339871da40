import type { Workflow } from '../config/index.js';
import { decodeDisposition } from '../disposition/decode.js';
import type { AccountStatus } from '../disposition/flags.js';
import { foldCode } from '../disposition/states.js';
import { nullRecord } from '../fields/value.js';
import type { LeadState } from '../occurrence/lead-state.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { testAll } from '../workflow/compiled-test.js';
import { compileCondition } from '../workflow/conditions.js';
import type { RuleContext } from '../workflow/rule-context.js';
import type { Finding } from '../workflow/verdict.js';
import { onLead } from './on-lead.js';

/** What Stop Workflow If is asked about: the lead as it is known now, and the trigger whose action is pending. */
export interface StopQuestion {
  readonly lead: LeadState | null;
  /** The occurrence that triggered the workflow. */
  readonly trigger: Occurrence;
  /** The account's own table; without it flags are guesses (domain-facts C.4). */
  readonly statuses: readonly AccountStatus[];
}

/** Stop Workflow If, made ready to be asked many times. Verdict `yes`: what is pending is to be cancelled. */
export type StopTest = (question: StopQuestion) => Finding;

/**
 * Compiles Stop Workflow If (domain-facts J.15). The status that a trigger itself brought does not stop what it
 * triggered: only a status the lead has had since does.
 */
export function compileStopIf(stopIf: Workflow['stopIf'], context: RuleContext): StopTest {
  switch (stopIf.type) {
    case 'never':
      return () => ({ verdict: 'no', code: 'STOPS_NEVER', reason: 'nothing stops it' });
    case 'reachedStatus':
      return stopOnFlag('reached');
    case 'finalStatus':
      return stopOnFlag('final');
    case 'leadFilter':
      return stopOnFilter(stopIf.conditions.map((condition) => compileCondition(onLead(condition), context)));
  }
}

function stopOnFlag(flag: 'reached' | 'final'): StopTest {
  return ({ lead, trigger, statuses }) => {
    const status = lead?.status ?? null;
    if (status === null) {
      return { verdict: 'no', code: 'STATUS_UNKNOWN', reason: "the lead's status is not known" };
    }
    if (trigger.status !== null && foldCode(status) === foldCode(trigger.status)) {
      const reason = `the lead's status is still ${status}, which triggered it`;
      return { verdict: 'no', code: 'STATUS_UNCHANGED', reason };
    }
    const { flags, flags_from: source } = decodeDisposition(status, statuses);
    if (flags === null) {
      const reason = `whether ${status} is a ${flag} status is not known: put it into statuses`;
      return { verdict: 'unknown', code: 'STATUS_FLAGS_UNKNOWN', reason };
    }
    const guess = source === 'built-in' ? ' (a guess: the account has no statuses loaded for it)' : '';
    if (!flags[flag])
      return { verdict: 'no', code: 'NOT_STOPPED', reason: `${status} is no ${flag} status${guess}` };
    const code = flag === 'reached' ? 'LEAD_REACHED' : 'LEAD_FINAL';
    return { verdict: 'yes', code, reason: `the lead now has the ${flag} status ${status}${guess}` };
  };
}

function stopOnFilter(conditions: readonly ReturnType<typeof compileCondition>[]): StopTest {
  return ({ lead, trigger }) => {
    const view = withLead(trigger, lead);
    const verdict = testAll(conditions, view);
    const findings = conditions.map((condition) => condition.explain(view));
    const telling = findings.filter((finding) => verdict === 'yes' || finding.verdict === verdict);
    const code = { yes: 'LEAD_FILTER_MATCHES', no: 'NOT_STOPPED', unknown: 'FIELD_NOT_DELIVERED' }[verdict];
    return { verdict, code, reason: telling.map(({ reason }) => reason).join('; and ') };
  };
}

/** The trigger as it would look with the lead's fields of now. */
function withLead(trigger: Occurrence, lead: LeadState | null): Occurrence {
  if (lead === null) return trigger;
  const status = lead.status === null ? [] : [['status', lead.status] as const];
  const fields = nullRecord([...Object.entries(lead.fields), ...status]);
  const flat = trigger.snapshot.flat.filter((name) => !Object.hasOwn(fields, name));
  return { ...trigger, status: lead.status, snapshot: { ...trigger.snapshot, lead: fields, flat } };
}
