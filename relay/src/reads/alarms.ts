import { TELLING } from '../alarms/kinds.js';
import { iso } from '../iso.js';
import type { AlarmPlace, AlarmState, StoredAlarm } from '../store/ports/alarms.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

/** A page of alarms, what went wrong last in front. */
export const alarms = (async ({ store }, { timeZone, state, after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => store.alarms.page({ state, after, limit: most }),
    ({ lastAt, key }) => [lastAt, key],
  );
  return { timeZone, alarms: rows.map(alarmEntry), next };
}) satisfies Read<
  { timeZone: string; state: AlarmState | null; after: AlarmPlace | null; limit: number },
  unknown
>;

/** An alarm as the API gives it. */
export function alarmEntry(alarm: StoredAlarm) {
  const { key, kind, about, cause, message, since, lastAt, count, acknowledgedBy } = alarm;
  return {
    ...{ key, kind, about: about === '' ? null : about, cause: cause === '' ? null : cause },
    ...{ state: stateOf(alarm), message, since: iso(since), lastAt: iso(lastAt), count, acknowledgedBy },
    reminded: TELLING[kind].reminderMs !== null,
    endTold: TELLING[kind].tellsEnd !== 'never',
    toldAt: instantOrNull(alarm.toldAt),
    acknowledgedAt: instantOrNull(alarm.acknowledgedAt),
    resolvedAt: instantOrNull(alarm.resolvedAt),
  };
}

function stateOf({ resolvedAt, acknowledgedAt }: StoredAlarm): AlarmState {
  if (resolvedAt !== null) return 'resolved';
  return acknowledgedAt === null ? 'open' : 'acknowledged';
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}

/** The ids of the endpoints that are told to fail now. */
export const failingEndpoints = (async ({ store }) => {
  const open = (await store.alarms.all()).filter(({ resolvedAt }) => resolvedAt === null);
  return [...new Set(open.flatMap(({ kind, about }) => (kind === 'failing' ? [about] : [])))];
}) satisfies Read<undefined, string[]>;
