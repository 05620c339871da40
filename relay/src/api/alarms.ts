import { RELAY_API, type AnswerOf } from '@convoso-connect/core/relay-contract';
import { uselessAddresses } from '@convoso-connect/core/config';
import { openingOf } from '../access/access.js';
import type { Alarms } from '../alarms/alarms.js';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { Unready } from '../http/readiness.js';
import { iso } from '../iso.js';
import { alarmEntry } from '../reads/alarms.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { pageSize } from './query.js';
import { FromRead, type Serve } from './serve.js';

export interface AlarmRouteParts {
  readonly alarms: Pick<Alarms, 'acknowledge'>;
  readonly keeper: ConfigKeeper;
  readonly reader: Reader;
  readonly clock: Clock;
  /** Why the relay is not ready; null when it is. */
  readonly readiness: () => Unready | null;
}

/** What goes wrong, who knows of it, and how it goes on the whole. */
export function serveAlarms(serve: Serve, parts: AlarmRouteParts): void {
  const { alarms, keeper, reader, clock, readiness } = parts;
  serve(RELAY_API.alarms.list, ({ query }) => {
    const after = readCursor(query.after, ['number', 'string']);
    return new FromRead('alarms', {
      timeZone: keeper.current.revision.config.account.timeZone,
      state: query.state ?? null,
      after: after === null ? null : { lastAt: Number(after[0]), key: String(after[1]) },
      limit: pageSize(query.limit),
    });
  });
  serve(RELAY_API.alarms.acknowledge, async ({ params: { key }, request, change }) => {
    const { before, after } = await alarms.acknowledge(key, openingOf(request).actor.who);
    const stateOf = (alarm: typeof before) => ({ acknowledged: alarm.acknowledgedAt !== null });
    change.note({ part: `alarm:${key}`, before: stateOf(before), after: stateOf(after) });
    return alarmEntry(after);
  });
  serve(RELAY_API.status.get, async () => {
    const report = await reader.ask('status', { now: clock.now() });
    if (report === null) throw new Error('a relay that runs has no configuration');
    const wrong = [...uselessAddressesIn(keeper), ...report.wrong];
    return { ...report, wrong, ...readinessOf(readiness()) };
  });
}

/** What stands behind a reference is known to a relay that runs, and to no store. */
function uselessAddressesIn({ current }: ConfigKeeper): readonly string[] {
  return uselessAddresses(current.resolved).map(
    ({ path, message, remedy }) => `${path} cannot be used. ${message} ${remedy}`,
  );
}

function readinessOf(
  unready: Unready | null,
): Pick<AnswerOf<typeof RELAY_API.status.get>, 'ready' | 'notReady'> {
  if (unready === null) return { ready: true, notReady: null };
  const { code, message, remedy, since } = unready;
  return {
    ready: false,
    notReady: { code, message, remedy, since: since === undefined ? null : iso(since) },
  };
}
