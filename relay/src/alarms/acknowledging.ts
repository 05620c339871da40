import { ConnectError } from '@convoso-connect/core';
import type { StoredAlarm } from '../store/ports/alarms.js';
import type { Unit } from '../store/store.js';

export interface Acknowledged {
  readonly before: StoredAlarm;
  readonly after: StoredAlarm;
}

/**
 * Notes in the store that somebody knows of an alarm that goes on, so that the relay which tells of it reminds nobody. Throws
 * `UNKNOWN_ALARM`, and `ALARM_IS_OVER` of one that is resolved. One that was acknowledged before stays as it was.
 */
export async function acknowledge(
  { alarms }: Pick<Unit, 'alarms'>,
  key: string,
  by: { readonly who: string; readonly at: number },
): Promise<Acknowledged> {
  const before = goingOn(key, await find(alarms, key));
  await alarms.acknowledge(key, by);
  return { before, after: (await find(alarms, key)) ?? before };
}

async function find(alarms: Unit['alarms'], key: string): Promise<StoredAlarm | undefined> {
  return (await alarms.all()).find((alarm) => alarm.key === key);
}

function goingOn(key: string, alarm: StoredAlarm | undefined): StoredAlarm {
  if (alarm === undefined) {
    const remedy = 'Take its key from the list: npm run connect -- alarms';
    throw new ConnectError('UNKNOWN_ALARM', `there is no alarm "${key}"`, remedy);
  }
  if (alarm.resolvedAt === null) return alarm;
  const remedy = 'There is nothing to acknowledge; it is listed among the resolved ones.';
  throw new ConnectError('ALARM_IS_OVER', `the alarm "${key}" is over`, remedy);
}
