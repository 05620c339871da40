import type { WorkflowEvent } from '../../config/index.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import { testAll, type CompiledTest } from '../compiled-test.js';
import { KIND, comparable, statusOfKind } from '../facts.js';
import { undelivered } from '../missing-field.js';
import { isWithoutStatus, statusUntold } from '../untold.js';
import { type Finding, type Verdict } from '../verdict.js';
import { describeKinds, listOf } from '../wording.js';

type LeadStatusEvent = Extract<WorkflowEvent, { type: 'LEAD_STATUS' }>;

/**
 * The lead's status changed, to one of `to` and from one of `from` where these are given; both must then hold
 * (domain-facts J.11). With an unknown previous status `to` can match and `from` cannot.
 */
export function compileLeadStatus(event: LeadStatusEvent): CompiledTest {
  const to = event.to?.map(comparable);
  const wantedTo = to === undefined ? undefined : new Set(to);
  const wantedFrom = event.from === undefined ? undefined : new Set(event.from.map(comparable));
  const testSide = (wanted: ReadonlySet<string> | undefined, code: string | null): Verdict => {
    if (wanted === undefined) return 'yes';
    if (code === null) return 'unknown';
    return wanted.has(comparable(code)) ? 'yes' : 'no';
  };
  const sides = [
    { test: ({ status }: Occurrence) => testSide(wantedTo, status) },
    { test: ({ previousStatus }: Occurrence) => testSide(wantedFrom, previousStatus) },
  ];
  const test = (occurrence: Occurrence): Verdict => {
    if (occurrence.kinds.includes('leadStatus')) return testAll(sides, occurrence);
    return isWithoutStatus(occurrence) ? 'unknown' : 'no';
  };
  return {
    access: [
      to === undefined
        ? { fact: KIND, values: ['leadStatus'] }
        : { fact: statusOfKind('leadStatus'), values: to },
    ],
    test,
    explain: (occurrence): Finding => {
      const verdict = test(occurrence);
      const asked = `; asked: ${askedFor(event)}`;
      if (!occurrence.kinds.includes('leadStatus'))
        return verdict === 'unknown' ? statusUntold(occurrence) : { verdict, ...noChange(occurrence, asked) };
      const { status, previousStatus } = occurrence;
      if (verdict === 'unknown') {
        return status === null && wantedTo !== undefined
          ? undelivered({ field: 'status' }, occurrence)
          : {
              verdict,
              code: 'PREVIOUS_STATUS_UNKNOWN',
              reason: `the status before this is not known${asked}`,
            };
      }
      const change = `status changed from ${previousStatus ?? 'unknown'} to ${status ?? 'none'}`;
      const code = verdict === 'yes' ? 'STATUS_CHANGE_MATCHES' : 'OTHER_STATUS_CHANGE';
      return { verdict, code, reason: change + asked };
    },
  };
}

function noChange(occurrence: Occurrence, asked: string): Omit<Finding, 'verdict'> {
  const { status, previousStatus } = occurrence;
  if (status !== null && previousStatus !== null && comparable(status) === comparable(previousStatus)) {
    return { code: 'STATUS_UNCHANGED', reason: `the lead's status was ${previousStatus} already${asked}` };
  }
  return { code: 'NOT_A_STATUS_CHANGE', reason: `no status change: ${describeKinds(occurrence)}${asked}` };
}

function askedFor({ from, to }: LeadStatusEvent): string {
  if (from === undefined && to === undefined) return 'any change';
  return [from && `from ${listOf(from)}`, to && `to ${listOf(to)}`].filter(Boolean).join(' ');
}
