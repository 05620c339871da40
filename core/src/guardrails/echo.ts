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
  /** How many saves of the workflow, this one included, led to a delivery that brings it back. */
  readonly depth: number;
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

/** What a delivery brings back of what a workflow wrote. */
export interface Echo {
  /** The greatest of what comes back. */
  readonly depth: number;
  /** The lead fields that come back as they were written. */
  readonly fields: readonly string[];
}

/** What of its own writing brings a delivery to a workflow; null for none. Of several deliveries in time each is one. */
export function echoOf(
  workflowId: string,
  echoes: readonly ExpectedEcho[],
  occurrence: Occurrence,
): Echo | null {
  const found = echoes.filter(
    (echo) =>
      echo.workflowId === workflowId && occurrence.receivedAt < echo.until && carries(occurrence, echo),
  );
  if (found.length === 0) return null;
  return { depth: Math.max(...found.map(depthOf)), fields: found.map(({ field }) => field) };
}

/** What an earlier version stored has none, and was caused by anything. */
function depthOf({ depth = 1 }: Partial<ExpectedEcho>): number {
  return depth;
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
