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
  /** What other workflows saved on the way there; absent where it was none, or an earlier version stored this. */
  readonly otherSaves?: readonly OtherSaves[] | undefined;
  /** In epoch milliseconds; a delivery received then or later is no echo. */
  readonly until: number;
}

/** How often another workflow has saved the lead in a chain of saves, one causing the next. */
export interface OtherSaves {
  readonly workflowId: string;
  readonly saves: number;
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

/** What a delivery brings back of what a workflow wrote, or of what another wrote because of it. */
export interface Echo {
  /** How many saves of the workflow led to it: the most of what comes back. */
  readonly depth: number;
  /** The lead fields that come back as they were written. */
  readonly fields: readonly string[];
  /** The ids of the other workflows that saved the lead as often on the way: with them it goes round in a circle. */
  readonly others: readonly string[];
}

/**
 * What brings a delivery to a workflow by its own doing: what it wrote itself, or what another wrote in a chain of saves
 * in which it wrote, too. Null where it is none. Of several deliveries in time each is one.
 */
export function echoOf(
  workflowId: string,
  echoes: readonly ExpectedEcho[],
  occurrence: Occurrence,
): Echo | null {
  const found = broughtBack(echoes, occurrence).filter((echo) => savesIn(echo, workflowId) > 0);
  if (found.length === 0) return null;
  const depth = Math.max(...found.map((echo) => savesIn(echo, workflowId)));
  const fields = new Set(found.map(({ field }) => field));
  const others = mostSaves(found).filter((each) => each.workflowId !== workflowId && each.saves >= depth);
  return { depth, fields: [...fields], others: others.map((each) => each.workflowId) };
}

/** What other workflows than this one saved on the way to a delivery: of each, the most of what comes back. */
export function otherSavesOf(
  workflowId: string,
  echoes: readonly ExpectedEcho[],
  occurrence: Occurrence,
): readonly OtherSaves[] {
  return mostSaves(broughtBack(echoes, occurrence)).filter((each) => each.workflowId !== workflowId);
}

function broughtBack(echoes: readonly ExpectedEcho[], occurrence: Occurrence): readonly ExpectedEcho[] {
  return echoes.filter((echo) => occurrence.receivedAt < echo.until && carries(occurrence, echo));
}

/** The saves that led to an echo, its own writer's among them. */
function savesOf({ workflowId, depth, otherSaves }: StoredEcho): readonly OtherSaves[] {
  return [{ workflowId, saves: depth ?? 1 }, ...(otherSaves ?? [])];
}

/** What an earlier version stored says no depth, and was caused by anything. */
type StoredEcho = Omit<ExpectedEcho, 'depth'> & { readonly depth?: number };

function savesIn(echo: StoredEcho, workflowId: string): number {
  return savesOf(echo).find((each) => each.workflowId === workflowId)?.saves ?? 0;
}

function mostSaves(echoes: readonly StoredEcho[]): readonly OtherSaves[] {
  const most = new Map<string, number>();
  for (const { workflowId, saves } of echoes.flatMap(savesOf)) {
    most.set(workflowId, Math.max(saves, most.get(workflowId) ?? 0));
  }
  return [...most].map(([workflowId, saves]) => ({ workflowId, saves }));
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
