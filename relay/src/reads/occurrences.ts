import {
  ConnectError,
  toCallEvent,
  type Decision,
  type LeadKey,
  type Occurrence,
} from '@convoso-connect/core';
import type { Revisions } from '../config/revision.js';
import { localTime } from '../explain/local-time.js';
import { reportOccurrence, reportOpenDelivery, type OccurrenceReport } from '../explain/report.js';
import { reportText } from '../explain/text.js';
import { iso } from '../iso.js';
import { actionCounts, type StateCounts } from '../store/commands/action-counts.js';
import { occurrencesOfLead, recentOccurrences, type OccurrenceRow } from '../store/commands/occurrences.js';
import type { TimeSpan } from '../store/in-time-order.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

/** One line of the list of occurrences. */
export interface OccurrenceSummary {
  readonly id: string;
  readonly receivedAt: string;
  readonly hookId: string;
  readonly revision: number;
  readonly leadKey: string | null;
  /** The lead's, else the one dialled; in normal form. */
  readonly phone: string | null;
  readonly kinds: readonly string[];
  readonly disposition: { readonly code: string; readonly name: string } | null;
  /** How many workflows of those whose events matched came to each outcome. */
  readonly decisions: Readonly<Partial<Record<Decision['outcome'], number>>>;
  /** How many actions of these workflows are in each state. */
  readonly actions: StateCounts;
  readonly looksRepeatedOf: string | null;
  /** Where everything about it is. */
  readonly view: string;
}

/** The actions of so many occurrences are counted in one go; one occurrence may have a thousand. */
const COUNTED_AT_ONCE = 20;

/** A page of the occurrences, newest first. */
export const occurrences = (async ({ db, revisions, pause }, { phone, after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => recentOccurrences(db, { phone, after, limit: most }),
    ({ seq }) => [seq],
  );
  const summaries: OccurrenceSummary[] = [];
  for (let at = 0; at < rows.length; at += COUNTED_AT_ONCE) {
    const some = rows.slice(at, at + COUNTED_AT_ONCE);
    const counts = await actionCounts(
      db,
      some.map(({ id }) => id),
    );
    for (const row of some) summaries.push(await summaryOf(row, revisions, counts.get(row.id) ?? {}));
    await pause();
  }
  return { occurrences: summaries, next };
}) satisfies Read<{ phone: string | null; after: number | null; limit: number }, unknown>;

async function summaryOf(
  row: OccurrenceRow,
  revisions: Revisions,
  actions: StateCounts,
): Promise<OccurrenceSummary> {
  const occurrence = JSON.parse(row.occurrence) as Occurrence;
  const { statuses } = (await revisions.get(row.revision)).config;
  const { disposition } = toCallEvent(occurrence, statuses);
  return {
    id: row.id,
    receivedAt: iso(row.received_at),
    hookId: occurrence.hookId,
    revision: row.revision,
    leadKey: row.lead_key,
    phone: row.lead_phone ?? row.call_phone,
    kinds: occurrence.kinds,
    disposition: disposition === null ? null : { code: disposition.code, name: disposition.name },
    decisions: countedBy((JSON.parse(row.decisions) as Decision[]).map(({ outcome }) => outcome)),
    actions,
    looksRepeatedOf: row.looks_repeated_of,
    view: `/api/occurrences/${row.id}`,
  };
}

function countedBy<Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Everything about one occurrence; null where there is none by this id. */
export const occurrence = (({ db, revisions }, { id }) =>
  reportOccurrence(db, revisions, { id, decisions: 'all' })) satisfies Read<
  { id: string },
  OccurrenceReport | null
>;

/** The same as a person reads it at a terminal; of one workflow alone, where it is named. */
export const occurrenceText = (async (tools, { id, workflow = null }) => {
  const report = await occurrence(tools, { id });
  if (report === null) return null;
  return reportText(workflow === null ? report : onlyOf(workflow, report));
}) satisfies Read<{ id: string; workflow?: string | null }, string | null>;

function onlyOf(workflow: string, report: OccurrenceReport): OccurrenceReport {
  const decisions = report.decisions.filter(({ workflowId }) => workflowId === workflow);
  if (decisions.length === 0) {
    const known = report.decisions.map(({ workflowId }) => workflowId).join(', ');
    throw new ConnectError(
      'UNKNOWN_WORKFLOW',
      `the configuration of then had no workflow "${workflow}"`,
      `Use one of: ${known}.`,
    );
  }
  return {
    ...report,
    decisions,
    actions: report.actions.filter(({ workflowId }) => workflowId === workflow),
  };
}

/** A delivery that has not become an occurrence; null where there is none by this id. */
export const openDelivery = (({ db }, { id }) => reportOpenDelivery(db, id)) satisfies Read<
  { id: string },
  unknown
>;

/** The ids of the latest occurrences, newest first; of one phone number, in normal form, where one is given. */
export const latestOccurrences = (async ({ db }, { phone, limit }) => {
  const rows = await recentOccurrences(db, { phone, limit });
  return rows.map(({ id }) => id);
}) satisfies Read<{ phone: string | null; limit: number }, string[]>;

/** What the latest occurrences were, newest first. */
export const recentlyDelivered = (async ({ db }, { limit }) => {
  const rows = await recentOccurrences(db, { phone: null, limit });
  return rows.map((row) => JSON.parse(row.occurrence) as Occurrence);
}) satisfies Read<{ limit: number }, Occurrence[]>;

export interface HistoryAsked {
  readonly leadKey: LeadKey;
  readonly span: TimeSpan;
  readonly after: number | null;
  readonly limit: number;
  readonly timeZone: string;
}

/**
 * A page of what happened to a lead, newest first: each occurrence with its actions and attempts, and with the
 * decisions of the workflows whose events matched.
 */
export const leadHistory = (async ({ db, revisions, pause }, { leadKey, span, after, limit, timeZone }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => occurrencesOfLead(db, { leadKey, ...span }, { after, limit: most }),
    ({ seq }) => [seq],
  );
  const history = [];
  for (const { id, received_at } of rows) {
    const report = await reportOccurrence(db, revisions, { id, decisions: 'matched' });
    if (report !== null) history.push({ date: localTime(received_at, timeZone), ...report });
    await pause();
  }
  return { timeZone, leadKey, history, next };
}) satisfies Read<HistoryAsked, unknown>;
