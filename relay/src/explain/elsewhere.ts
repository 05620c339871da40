import type { AnswerOf, HoldView, RelayApi } from '@convoso-connect/core/relay-contract';
import { nameOfTarget } from '../deliver/targets.js';
import { endpointIdOf } from '../endpoint-id.js';
import { holdView } from '../reads/hold-view.js';
import type { StoredAttempt } from '../store/ports/attempts.js';
import { causeOf } from '../store/ports/cause.js';
import { actionIdOf } from '../store/ports/holds.js';
import type { StoreReads } from '../store/store.js';
import { attemptReport, type AttemptReport } from './attempt-report.js';

type Admitted = AnswerOf<RelayApi['guard']['admit']>;

/** What a program was answered that asked before acting on the event. */
export type AdmissionReport = Omit<Admitted, 'eventId'>;

/** A request that a program made by itself. */
export interface SendReport extends AttemptReport {
  readonly endpointId: string;
  readonly endpointName: string;
  /** The rule that it was done by; null where none was told. */
  readonly rule: string | null;
}

/** What programs have done about an event of the relay. */
export interface ElsewhereReport {
  readonly admissions: readonly AdmissionReport[];
  readonly holds: readonly HoldView[];
  readonly sends: readonly SendReport[];
}

/** `attempts`: all that stand under the occurrence. */
export async function doneElsewhere(
  store: StoreReads,
  { id, timeZone, attempts }: { id: string; timeZone: string; attempts: readonly StoredAttempt[] },
): Promise<ElsewhereReport> {
  const admissions = await store.admissions.ofEvents([id]);
  const holds = await store.holds.ofEvent(id);
  const last = await store.attempts.lastOf(holds.map(({ hold }) => actionIdOf(hold.id)));
  const lastOf = new Map(last.map((each) => [each.actionId, each]));
  return {
    admissions: admissions
      .map(({ answer }) => admissionReport(JSON.parse(answer) as Admitted))
      .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
    holds: holds.map((each) => holdView(each, lastOf.get(actionIdOf(each.hold.id)), timeZone)),
    sends: attempts.filter((attempt) => causeOf(attempt) === 'report').map(sendReport),
  };
}

function admissionReport({ eventId: _eventId, ...admission }: Admitted): AdmissionReport {
  return admission;
}

function keyOf({ decidedAt, rule, step }: AdmissionReport): string {
  return `${decidedAt} ${rule} ${step}`;
}

function sendReport(attempt: StoredAttempt): SendReport {
  const { target, workflowId } = attempt;
  return {
    ...attemptReport(attempt),
    endpointId: endpointIdOf(target),
    endpointName: nameOfTarget(target, new Map(), new Map()),
    rule: workflowId === '' ? null : workflowId,
  };
}
