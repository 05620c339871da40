import {
  ConnectError,
  toCallEvent,
  type Decision,
  type LeadKey,
  type Occurrence,
} from '@convoso-connect/core';
import type { Revisions } from '../config/revision.js';
import { localTime } from '../explain/local-time.js';
import { calledText, meantWorkflow, type Called } from '../explain/meant.js';
import { reportOccurrence, reportOpenDelivery, type OccurrenceReport } from '../explain/report.js';
import { reportText } from '../explain/text.js';
import { iso } from '../iso.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';
import type { StateCounts } from '../store/ports/actions.js';
import type { StoredOccurrence } from '../store/ports/occurrences.js';
import type { TimeSpan } from '../store/ports/lists.js';

/** One line of the list of occurrences. */
export interface OccurrenceSummary {
  readonly id: string;
  readonly receivedAt: string;
  readonly hookId: string;
  readonly revision: number;
  readonly leadKey: string | null;
  /** The lead's, else the one dialled; in normal form. */
  readonly phone: string | null;
  readonly kinds: Occurrence['kinds'];
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
export const occurrences = (async ({ store, revisions, pause }, { phone, after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => store.occurrences.recent({ phone, after, limit: most }),
    ({ seq }) => [seq],
  );
  const summaries: OccurrenceSummary[] = [];
  for (let at = 0; at < rows.length; at += COUNTED_AT_ONCE) {
    const some = rows.slice(at, at + COUNTED_AT_ONCE);
    const counts = await store.actions.countsByState(some.map(({ id }) => id));
    for (const row of some) summaries.push(await summaryOf(row, revisions, counts.get(row.id) ?? {}));
    await pause();
  }
  return { occurrences: summaries, next };
}) satisfies Read<{ phone: string | null; after: number | null; limit: number }, unknown>;

async function summaryOf(
  row: StoredOccurrence,
  revisions: Revisions,
  actions: StateCounts,
): Promise<OccurrenceSummary> {
  const occurrence = JSON.parse(row.occurrence) as Occurrence;
  const { statuses } = (await revisions.get(row.revision)).config;
  const { disposition } = toCallEvent(occurrence, statuses);
  return {
    id: row.id,
    receivedAt: iso(row.receivedAt),
    hookId: occurrence.hookId,
    revision: row.revision,
    leadKey: row.leadKey,
    phone: row.leadPhone ?? row.callPhone,
    kinds: occurrence.kinds,
    disposition: disposition === null ? null : { code: disposition.code, name: disposition.name },
    decisions: countedBy((JSON.parse(row.decisions) as Decision[]).map(({ outcome }) => outcome)),
    actions,
    looksRepeatedOf: row.looksRepeatedOf,
    view: `/api/occurrences/${row.id}`,
  };
}

function countedBy<Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Everything about one occurrence; null where there is none by this id. */
export const occurrence = (({ store, revisions }, { id }) =>
  reportOccurrence(store, revisions, { id, decisions: 'all' })) satisfies Read<
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
  const known = report.decisions.map(({ workflowId: id, workflowName: name }) => ({ id, name }));
  const id = meantWorkflow(workflow, known)?.id;
  if (id === undefined) throw unknownWorkflow(workflow, known);
  return {
    ...report,
    decisions: report.decisions.filter(({ workflowId }) => workflowId === id),
    actions: report.actions.filter(({ workflowId }) => workflowId === id),
  };
}

function unknownWorkflow(text: string, known: readonly Called[]): ConnectError {
  return new ConnectError(
    'UNKNOWN_WORKFLOW',
    `the configuration of then had no workflow "${text}"`,
    `Use one of: ${calledText(known)}.`,
  );
}

/** A delivery that has not become an occurrence; null where there is none by this id. */
export const openDelivery = (({ store }, { id }) => reportOpenDelivery(store, id)) satisfies Read<
  { id: string },
  unknown
>;

/** The ids of the latest occurrences, newest first; of one phone number, in normal form, where one is given. */
export const latestOccurrences = (async ({ store }, { phone, limit }) => {
  const rows = await store.occurrences.recent({ phone, limit });
  return rows.map(({ id }) => id);
}) satisfies Read<{ phone: string | null; limit: number }, string[]>;

/** What the latest occurrences were, newest first. */
export const recentlyDelivered = (async ({ store }, { limit }) => {
  const rows = await store.occurrences.recent({ phone: null, limit });
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
export const leadHistory = (async (
  { store, revisions, pause },
  { leadKey, span, after, limit, timeZone },
) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => store.occurrences.ofLead({ leadKey, ...span }, { after, limit: most }),
    ({ seq }) => [seq],
  );
  const history = [];
  for (const { id, receivedAt } of rows) {
    const report = await reportOccurrence(store, revisions, { id, decisions: 'matched' });
    if (report !== null) history.push({ date: localTime(receivedAt, timeZone), ...report });
    await pause();
  }
  return { timeZone, leadKey, history, next };
}) satisfies Read<HistoryAsked, unknown>;
