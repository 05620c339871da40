import type { AlarmState, Alarms, StoredAlarm } from '../ports/alarms.js';
import { compared } from './order.js';
import type { Sync } from './sync.js';
import type { Tables } from './tables.js';

export function memoryAlarms(tables: () => Tables): Sync<Alarms> {
  return {
    all: () => [...tables().alarms.values()],
    save: (alarms) => {
      for (const alarm of alarms)
        tables().alarms.set(alarm.key, asKnown(alarm, tables().alarms.get(alarm.key)));
    },
    acknowledge: (key, { who, at }) => {
      const alarm = tables().alarms.get(key);
      if (alarm === undefined || stateOf(alarm) !== 'open') return false;
      tables().alarms.set(key, { ...alarm, acknowledgedAt: at, acknowledgedBy: who });
      return true;
    },
    page: ({ state, after, limit }) =>
      [...tables().alarms.values()]
        .filter((alarm) => state === null || stateOf(alarm) === state)
        .sort((a, b) => compared([b.lastAt, a.lastAt], [b.key, a.key]))
        .filter((each) => after === null || compared([each.lastAt, after.lastAt], [each.key, after.key]) < 0)
        .slice(0, limit),
  };
}

function asKnown(alarm: StoredAlarm, before: StoredAlarm | undefined): StoredAlarm {
  if (before === undefined || stateOf(before) !== 'acknowledged' || before.since !== alarm.since)
    return alarm;
  return { ...alarm, acknowledgedAt: before.acknowledgedAt, acknowledgedBy: before.acknowledgedBy };
}

function stateOf({ resolvedAt, acknowledgedAt }: StoredAlarm): AlarmState {
  if (resolvedAt !== null) return 'resolved';
  return acknowledgedAt === null ? 'open' : 'acknowledged';
}
