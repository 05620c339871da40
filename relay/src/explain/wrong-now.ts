import { localTime, withLocalTimes } from './local-time.js';
import { deadIds, type DeadChoice } from '../store/commands/dead-letters.js';
import { notifications } from '../store/commands/notifications.js';
import { recentOccurrences } from '../store/commands/occurrences.js';
import { failingEndpoints } from '../store/commands/pending.js';
import { quarantined } from '../store/commands/quarantine.js';
import { latestRevision } from '../store/commands/revisions.js';
import type { Db } from '../store/sqlite.js';

const DAY_MS = 24 * 60 * 60_000;

/** So many notifications, and so many requests that were turned away, are looked through. */
const LOOKED_THROUGH = 200;

/** Notifications that say what is wrong with the set-up; others are told by what they are about. */
const TOLD_KINDS: ReadonlySet<string> = new Set(['loop', 'self-causing', 'workflow-failed', 'not-ready']);

interface Asked {
  readonly now: number;
  readonly timeZone: string;
  readonly endpointName: (id: string) => string;
}

/**
 * What is wrong with a set-up now, a sentence each, the gravest first: a configuration that was refused, calls that were
 * turned away and not let in since, endpoints that fail, what ended undelivered, workflows that loop or fail, and silence.
 */
export async function wrongNow(db: Db, { now, timeZone, endpointName }: Asked): Promise<string[]> {
  const { rows: notices, since } = await recentNotices(db, now);
  return [
    ...notices
      .filter(({ kind, last_at }) => kind === 'config-refused' && last_at >= since)
      .map(({ message }) => `A changed configuration was refused: ${withLocalTimes(message, timeZone)}`),
    ...(await turnedAway(db, now, timeZone)),
    ...(await failing(db, timeZone, endpointName)),
    ...(await undelivered(db)),
    ...notices
      .filter(({ kind }) => TOLD_KINDS.has(kind))
      .map(({ message, last_at }) => `${localTime(last_at, timeZone)}: ${withLocalTimes(message, timeZone)}`),
    ...(await silence(db, now, timeZone)),
  ];
}

async function recentNotices(db: Db, now: number) {
  const rows = await notifications(db, { after: null, limit: LOOKED_THROUGH });
  const accepted = await latestRevision(db);
  return { rows: rows.filter(({ last_at }) => last_at > now - DAY_MS), since: accepted?.accepted_at ?? 0 };
}

async function turnedAway(db: Db, now: number, timeZone: string): Promise<string[]> {
  const rows = await quarantined(db, { after: null, limit: LOOKED_THROUGH });
  const open = rows.filter((row) => row.replayed_as === null && row.at > now - DAY_MS);
  const byCause = new Map<string, typeof open>();
  for (const row of open) {
    const cause = `${row.code} ${row.hook_id}`;
    byCause.set(cause, [...(byCause.get(cause) ?? []), row]);
  }
  return [...byCause.values()].flatMap((rowsOfCause) => {
    const [latest] = rowsOfCause;
    if (latest === undefined) return [];
    const { code, hook_id: hook, at, reason } = latest;
    const count = rowsOfCause.length === 1 ? 'A request was' : `${rowsOfCause.length} requests were`;
    return [
      `${count} turned away at the hook "${hook}" with ${code}, last at ${localTime(at, timeZone)}: ${reason}`,
    ];
  });
}

async function failing(db: Db, timeZone: string, endpointName: Asked['endpointName']): Promise<string[]> {
  return (await failingEndpoints(db)).map(({ endpoint_id, waiting, since, reason }) => {
    const actions = waiting === 1 ? 'One action waits' : `${waiting} actions wait`;
    const why = reason === null ? '' : `: ${withLocalTimes(reason, timeZone)}`;
    const first = waiting === 1 ? 'since' : 'the first since';
    return `${actions} for another attempt at "${endpointName(endpoint_id)}", ${first} ${localTime(since, timeZone)}${why}.`;
  });
}

const ALL: DeadChoice = { workflowId: null, endpointId: null, reason: null, from: null, to: null };

async function undelivered(db: Db): Promise<string[]> {
  const dead = await deadIds(db, ALL);
  const parts = [
    counted(dead.actions, 'action ended undelivered', 'actions ended undelivered'),
    counted(dead.deliveries, 'delivery could not be processed', 'deliveries could not be processed'),
    counted(dead.workflows, 'workflow failed in a call', 'workflows failed in a call'),
  ].filter((part) => part !== null);
  if (parts.length === 0) return [];
  return [`${parts.join(', ')}: listed at /api/dead-letters, from where they can be tried again.`];
}

/** `ids` holds one on each line. */
function counted(ids: string, one: string, many: string): string | null {
  const count = ids.split('\n').filter((id) => id !== '').length;
  if (count === 0) return null;
  return `${count} ${count === 1 ? one : many}`;
}

async function silence(db: Db, now: number, timeZone: string): Promise<string[]> {
  const [latest] = await recentOccurrences(db, { phone: null, limit: 1 });
  if (latest === undefined || latest.received_at > now - DAY_MS) return [];
  return [`Nothing has arrived since ${localTime(latest.received_at, timeZone)}.`];
}
