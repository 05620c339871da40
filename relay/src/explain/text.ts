import {
  ACTION_LABELS,
  CHECK_LABELS,
  diagnosisLines,
  hasCall,
  visibleLines,
  visibleText,
  type Check,
  type Decision,
  type ReviewCheck,
  type WorkflowActionType,
} from '@convoso-connect/core';
import { hintOf, type Asked } from './hints.js';
import { inLocalTime } from './in-local-time.js';
import { kindsText } from './kinds-text.js';
import { localTime, withLocalTimes } from './local-time.js';
import { Said } from './said.js';
import { switchOnCommand } from '../switches/switched-off.js';
import { whatCame } from './what-came.js';
import type { ActionReport, OccurrenceReport, OpenDeliveryReport, WorkflowDoubt } from './report.js';
import { elsewhereLines } from './elsewhere-text.js';
import { targetOfEndpointId } from '../endpoint-id.js';
import { causeOf, type Cause } from '../store/ports/cause.js';
import type { AttemptReport } from './attempt-report.js';
import { shellWord } from '../shell-word.js';
import { actionLabel } from './action-label.js';

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
    ...elsewhereLines(report),
    ...subscriptionLines(report.actions),
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
  const tests = actions.filter((action) => causeOfReport(action) === 'test');
  return tests.length === 0 ? [] : [['Tests', ...tests.flatMap((test) => actionLines(test, new Said([])))]];
}

/** To whom it was sent who has subscribed to such events. */
function subscriptionLines(actions: readonly ActionReport[]): string[][] {
  const events = actions.filter((action) => causeOfReport(action) === 'subscription');
  if (events.length === 0) return [];
  return [['Subscriptions', ...events.flatMap((event) => actionLines(event, new Said([])))]];
}

function causeOfReport({ workflowId, endpointId }: ActionReport): Cause {
  return causeOf({ workflowId, target: targetOfEndpointId(endpointId) });
}

function heading(report: OccurrenceReport): string[] {
  const { callEvent } = report;
  const { lead, call, disposition } = callEvent;
  const status = call['status'] ?? lead['status'];
  const kinds = kindsText({
    kinds: callEvent.kinds,
    isCall: hasCall({ callLog: call }),
    hasStatus: status !== undefined,
  });
  const named = disposition === null || disposition.name === status ? '' : ` (${disposition.name})`;
  const facts = [
    ['lead', lead['lead_id']],
    ['phone', call['phone_number'] ?? lead['phone_number']],
    ['call', call['call_log_id']],
    ['status', status === undefined ? undefined : `${String(status)}${named}`],
    ['before', report.previousStatus ?? undefined],
    ...report.called
      .filter(({ workflowId }) => workflowId === null)
      .map(({ kind, id, name }) => [kind, `${id} "${name}"`]),
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
  { leadKey, doubts, called }: OccurrenceReport,
  actions: readonly ActionReport[],
): string[] {
  const { workflowId, workflowName, reason, checks } = decision;
  const own = actions.filter((action) => action.workflowId === workflowId);
  const came = whatCame(own);
  const said = new Said(came.text === '' ? [reason] : came.reasons);
  return [
    `${workflowName} — ${outcomeText(decision)}: ${came.text === '' ? reason : came.text}`,
    ...checks.flatMap((check) => [
      ...checkLines(check, { workflowId, leadKey }, said),
      ...scopeLines(check, workflowId, called),
    ]),
    ...doubts.filter((doubt) => doubt.workflowId === workflowId).map((doubt) => `  ! ${doubtText(doubt)}`),
    ...own.flatMap((action) => actionLines(action, said)),
  ];
}

/** What it is about comes first: a workflow may have many conditions. */
function doubtText({ path, value, message, remedy }: WorkflowDoubt): string {
  const about = path === null || value === null ? '' : `${value} at ${path}: `;
  return `${about}${message} ${remedy}`.trim();
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

/** What the ids of a scope that said no are called; an id alone is nothing that anybody knows. */
function scopeLines(
  { check, verdict }: Check,
  workflowId: string,
  called: OccurrenceReport['called'],
): string[] {
  if (check !== 'relation' || verdict === 'yes') return [];
  const own = called.filter((each) => each.workflowId === workflowId).slice(0, MOST_NAMED);
  return own.map(({ kind, id, name }) => `      ${kind} ${id} is "${name}"`);
}

const MOST_NAMED = 10;

const REVIEW_LABELS: Record<ReviewCheck['check'], string> = {
  active: 'active',
  stopIf: 'stop if',
  liveCall: 'live call',
  deadline: 'in time',
  hours: 'hours',
};

function checkLabel(check: Check): string {
  return check.event === undefined ? CHECK_LABELS[check.check] : `event ${check.event}`;
}

function actionLines(action: ActionReport, said: Said): string[] {
  return [
    `  → ${actionLabel(action.type)} to "${action.endpointName}" [${action.id}]: ${stateText(action, said)}`,
    ...action.offNow.map(({ kind, id }) => `      ${switchOnCommand(kind, id)}`),
    ...action.checks.map(
      (check) => `     ${MARKS[check.verdict]} ${REVIEW_LABELS[check.check]}: ${said.orAbove(check.reason)}`,
    ),
    ...action.attempts.flatMap((attempt) => attemptLines(attempt, said)),
    ...diagnosisOfLast(action.attempts),
    ...sentAgainLines(action),
  ];
}

/** What counts as delivered and was answered as if it had failed is sent again by nobody else. */
function sentAgainLines({ id, state, reason }: ActionReport): string[] {
  if (state !== 'done' || reason === null) return [];
  return [
    `     if it was not taken, send it again with its key and body: npm run connect -- replay ${shellWord(id)}`,
  ];
}

function stateText(action: ActionReport, said: Said): string {
  const { state, dueAt, nextAttemptAt, reason, heldBy, attempts, skippedWhenDue } = action;
  const why = said.unlessAbove(reason);
  if (heldBy !== null) return `waits: ${heldBy.reason}${why === null ? '' : ` (${why})`}`;
  // Such as "flushed by an operator", which says it all.
  if (why?.startsWith(state) === true) return why;
  const what = attempts.length === 0 && nextAttemptAt === dueAt ? 'due' : 'next attempt';
  const when = nextAttemptAt === null ? '' : `, ${what} at ${nextAttemptAt}`;
  const skipped = said.unlessAbove(skippedWhenDue);
  const then = skipped === null ? '' : `, and will be skipped then: ${skipped}`;
  return `${state}${when}${why === null ? '' : `: ${why}`}${then}`;
}

function attemptLines(attempt: AttemptReport, said: Said): string[] {
  const why = said.unlessAbove(attempt.reason);
  const reason = why === null ? '' : ` (${why})`;
  const sent = attempt.body === null ? [] : [`       ${attempt.body}`];
  const where = attempt.url === '' ? [] : [`       ${attempt.method} ${attempt.url}`];
  return [
    `     attempt ${attempt.number}: ${attempt.outcome}, ${answeredText(attempt)} in ${attempt.durationMs} ms, result ${JSON.stringify(attempt.result)}${reason}`,
    ...where,
    ...sent,
    ...answerLines(attempt),
  ];
}

/** A result is read from an answer alone; mail servers answer without a status, and earlier versions kept none of some. */
function answeredText({ status, result, outcome, url }: AttemptReport): string {
  if (status !== null) return `answered ${status}`;
  if (result !== null) return 'answered';
  return url === '' && outcome === 'failed' ? 'nothing to send,' : 'no answer';
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
