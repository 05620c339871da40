import { isEmpty, textOf, type FieldValue } from '../fields/value.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { readField, readFlat } from '../payload/snapshot.js';

/** How long what a workflow wrote may take to come back as a delivery (domain-facts J.13). */
export const ECHO_MS = 120_000;

/**
 * A value that a workflow has written to a lead. Convoso names no cause, so a delivery that carries the value within
 * {@link ECHO_MS} counts as caused by the workflow (domain-facts J.13).
 */
export interface ExpectedEcho {
  readonly workflowId: string;
  /** The lead field that was written. */
  readonly field: string;
  readonly value: string;
  /** In epoch milliseconds; a delivery received then or later is no echo. */
  readonly until: number;
}

/**
 * The echoes to expect after another write: those that may still come, and the new one in place of an earlier one of
 * the same workflow and field.
 */
export function expectEcho(
  echoes: readonly ExpectedEcho[],
  written: Omit<ExpectedEcho, 'until'>,
  now: number,
): readonly ExpectedEcho[] {
  const others = echoes.filter(
    (echo) => echo.until > now && !(echo.workflowId === written.workflowId && echo.field === written.field),
  );
  return [...others, { ...written, until: now + ECHO_MS }];
}

/** Whether a delivery brings back what the workflow wrote. Of several deliveries within the time, each one does. */
export function isEchoOf(
  workflowId: string,
  echoes: readonly ExpectedEcho[],
  occurrence: Occurrence,
): boolean {
  return echoes.some(
    (echo) =>
      echo.workflowId === workflowId && occurrence.receivedAt < echo.until && carries(occurrence, echo),
  );
}

/** A lead field as the delivery has it; undefined where it does not say. */
export function deliveredLeadField({ snapshot }: Occurrence, field: string): FieldValue | undefined {
  return readField(snapshot, 'lead', field) ?? readFlat(snapshot, field);
}

function carries(occurrence: Occurrence, { field, value }: ExpectedEcho): boolean {
  const delivered = deliveredLeadField(occurrence, field);
  if (delivered === undefined) return false;
  return isEmpty(delivered) ? isEmpty(value) : sameValue(textOf(delivered).trim(), value.trim());
}

/** `5` may come back as `5.00`. */
function sameValue(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase() || (a !== '' && b !== '' && Number(a) === Number(b));
}
