import {
  ACTION_LABELS,
  diagnosisLines,
  visibleLines,
  visibleText,
  type Check,
  type Decision,
  type ReviewCheck,
  type WorkflowActionType,
} from '@convoso-connect/core';
import { hintOf, type Asked } from './hints.js';
import { inLocalTime } from './in-local-time.js';
import { localTime, withLocalTimes } from './local-time.js';
import { TEST_WORKFLOW } from '../store/schema.js';
import { Said } from './said.js';
import { whatCame } from './what-came.js';
import type { ActionReport, AttemptReport, OccurrenceReport, OpenDeliveryReport } from './report.js';

/** The report as a person reads it at a terminal. */
export function reportText(stored: OccurrenceReport): string {
  const report = inLocalTime(stored);
  const matched = report.decisions.filter(isTold);
  const others = report.decisions.filter((decision) => !isTold(decision));
  return [
    heading(report),
    ...matched.map((decision) => decisionLines(decision, report, report.actions)),
    ...others.map((decision) => decisionLines(decision, report, [])),
    ...testLines(report.actions),
  ]
    .map(visibleLines)
    .join('\n\n');
}

export function openDeliveryText(
  { id, state, failure, receivedAt }: OpenDeliveryReport,
  timeZone: string,
): string {
  const arrived = `${id} arrived at ${localTime(receivedAt, timeZone)}`;
  if (state === 'received') return `${arrived} and waits to be processed.`;
  const why = withLocalTimes(failure ?? 'no reason known', timeZone);
  return visibleText(`${arrived} and could not be processed: ${why}. It is kept for replay.`);
}

/** Tests of endpoints that were made with this occurrence's data. */
function testLines(actions: readonly ActionReport[]): string[][] {
  const tests = actions.filter((action) => action.workflowId === TEST_WORKFLOW);
  return tests.length === 0 ? [] : [['Tests', ...tests.flatMap((test) => actionLines(test, new Said([])))]];
}

function heading(report: OccurrenceReport): string[] {
  const { callEvent } = report;
  const { lead, call, disposition } = callEvent;
  const kinds = callEvent.kinds.length === 0 ? 'lead update' : callEvent.kinds.join(', ');
  const status = call['status'] ?? lead['status'];
  const named = disposition === null || disposition.name === status ? '' : ` (${disposition.name})`;
  const facts = [
    ['lead', lead['lead_id']],
    ['phone', call['phone_number'] ?? lead['phone_number']],
    ['call', call['call_log_id']],
    ['status', status === undefined ? undefined : `${String(status)}${named}`],
    ['before', report.previousStatus ?? undefined],
  ].filter((fact) => fact[1] !== undefined && fact[1] !== '');
  const lines = [
    `${report.id}   ${localTime(report.receivedAt, report.timeZone)}   hook "${report.hookId}"   configuration ${report.revision}`,
    `  ${kinds}: ${facts.map(([name, value]) => `${String(name)} ${String(value)}`).join(' · ')}`,
  ];
  if (report.looksRepeatedOf !== null)
    lines.push(`  looks repeated: the same came as ${report.looksRepeatedOf}`);
  if (report.repeats !== null) {
    const { count, lastAt } = report.repeats;
    const often = count === 1 ? 'once' : `${count} times`;
    lines.push(
      `  repeated: the same came again ${often}, last at ${localTime(lastAt, report.timeZone)}; it counts once`,
    );
  }
  lines.push(
    ...report.stopped.map(
      ({ id, workflowName, actionId, type }) =>
        `  stopped: ${ACTION_LABELS[type as WorkflowActionType]} "${actionId}" of "${workflowName}" [${id}]`,
    ),
  );
  lines.push(...callEvent.notes.map(({ code, message }) => `  note ${code}: ${message}`));
  if (report.leadKey === null)
    lines.push('  no lead id and no phone number: limits and order per lead do not apply');
  return lines;
}

const MARKS = { yes: '✓', no: '✗', unknown: '?' } as const;

function decisionLines(
  decision: Decision,
  { leadKey, doubts }: OccurrenceReport,
  actions: readonly ActionReport[],
): string[] {
  const { workflowId, workflowName, reason, checks } = decision;
  const own = actions.filter((action) => action.workflowId === workflowId);
  const came = whatCame(own);
  const said = new Said(came.text === '' ? [reason] : came.reasons);
  return [
    `${workflowName} — ${outcomeText(decision)}: ${came.text === '' ? reason : came.text}`,
    ...checks.flatMap((check) => checkLines(check, { workflowId, leadKey }, said)),
    ...doubts
      .filter((doubt) => doubt.workflowId === workflowId)
      .map(({ message, remedy }) => `  ! ${message} ${remedy}`),
    ...own.flatMap((action) => actionLines(action, said)),
  ];
}

function outcomeText({ outcome, checks }: Decision): string {
  const planned = checks.every(({ check, code }) => check !== 'plan' || code === 'PLANNED');
  return outcome === 'fired' && !planned ? 'FIRED, BUT DOES NOTHING' : OUTCOMES[outcome];
}

/** What did something, or would have, comes before what had no part in the occurrence. */
function isTold({ verdict, outcome }: Decision): boolean {
  return outcome === 'failed' || (verdict === 'yes' && outcome !== 'inactive');
}

const OUTCOMES: Readonly<Record<Decision['outcome'], string>> = {
  fired: 'FIRED',
  suppressed: 'SUPPRESSED',
  failed: 'FAILED',
  'not-matched': 'did not fire',
  inactive: 'did not fire',
};

function checkLines(check: Check, asked: Asked, said: Said): string[] {
  const hint = hintOf(check, asked);
  const line = `  ${MARKS[check.verdict]} ${checkLabel(check)}: ${said.orAbove(check.reason)}`;
  return hint === null ? [line] : [line, `      ${hint}`];
}

const CHECK_LABELS: Record<Check['check'], string> = {
  active: 'active',
  relation: 'scope',
  event: 'event',
  loop: 'loop protection',
  rateLimit: 'rate limit',
  hours: 'hours',
  pending: 'skip if pending',
  sample: 'perform action on',
  plan: 'actions',
  failure: 'failure',
};

const REVIEW_LABELS: Record<ReviewCheck['check'], string> = {
  active: 'active',
  stopIf: 'stop if',
  liveCall: 'live call',
  hours: 'hours',
};

function checkLabel(check: Check): string {
  return check.event === undefined ? CHECK_LABELS[check.check] : `event ${check.event}`;
}

function actionLines(action: ActionReport, said: Said): string[] {
  const label = ACTION_LABELS[action.type as WorkflowActionType];
  return [
    `  → ${label} to "${action.endpointName}" [${action.id}]: ${stateText(action, said)}`,
    ...action.checks.map(
      (check) => `     ${MARKS[check.verdict]} ${REVIEW_LABELS[check.check]}: ${said.orAbove(check.reason)}`,
    ),
    ...action.attempts.flatMap((attempt) => attemptLines(attempt, said)),
    ...diagnosisOfLast(action.attempts),
  ];
}

function stateText({ state, dueAt, nextAttemptAt, reason, attempts }: ActionReport, said: Said): string {
  const why = said.unlessAbove(reason);
  // Such as "flushed by an operator", which says it all.
  if (why?.startsWith(state) === true) return why;
  const what = attempts.length === 0 && nextAttemptAt === dueAt ? 'due' : 'next attempt';
  const when = nextAttemptAt === null ? '' : `, ${what} at ${nextAttemptAt}`;
  return `${state}${when}${why === null ? '' : `: ${why}`}`;
}

function attemptLines(attempt: AttemptReport, said: Said): string[] {
  const status = attempt.status === null ? 'no answer' : `answered ${attempt.status}`;
  const why = said.unlessAbove(attempt.reason);
  const reason = why === null ? '' : ` (${why})`;
  const sent = attempt.body === null ? [] : [`       ${attempt.body}`];
  return [
    `     attempt ${attempt.number}: ${attempt.outcome}, ${status} in ${attempt.durationMs} ms, result ${JSON.stringify(attempt.result)}${reason}`,
    `       ${attempt.method} ${attempt.url}`,
    ...sent,
    ...answerLines(attempt),
  ];
}

const LONGEST_ANSWER = 500;

/** The destination's own words, where something is to be understood by them. */
function answerLines({ answer, outcome, diagnosis }: AttemptReport): string[] {
  if (answer === null || answer.body.trim() === '' || (outcome === 'delivered' && diagnosis === null))
    return [];
  const line = answer.body.replace(/\s+/g, ' ').trim();
  const isCut = answer.truncated || line.length > LONGEST_ANSWER;
  return [`       answer: ${line.slice(0, LONGEST_ANSWER)}${isCut ? '…' : ''}`];
}

/** Why the latest attempt was no plain success; earlier ones hardly ever had another cause. */
function diagnosisOfLast(attempts: readonly AttemptReport[]): string[] {
  const { diagnosis = null, result } = attempts.at(-1) ?? {};
  if (diagnosis === null) return [];
  const what = result === null ? 'the result is null; check' : 'check';
  return [`     ${what} in this order:`, ...diagnosisLines(diagnosis).map((line) => `       ${line}`)];
}
