import { zoneWithoutPlace } from '../time/zone-without-place.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';

export function accountZoneWarnings({ account }: ConnectConfig): ConfigProblem[] {
  return zoneWarning(account.timeZone, 'account.timeZone');
}

/** Zones of a workflow's hours and schedules that are no place, so that their clocks are hardly those that are meant. */
export function workflowZoneWarnings(
  { ignoreOutsideHours, actionSets }: Workflow,
  path: string,
): ConfigProblem[] {
  return [
    ...zoneWarning(ignoreOutsideHours?.timeZone, `${path}.ignoreOutsideHours.timeZone`),
    ...actionSets.flatMap(({ schedule, actions }, setIndex) => {
      const setPath = `${path}.actionSets[${String(setIndex)}]`;
      return [
        ...zoneWarning(schedule?.timeZone, `${setPath}.schedule.timeZone`),
        ...actions.flatMap((action, index) =>
          zoneWarning(action.schedule?.timeZone, `${setPath}.actions[${String(index)}].schedule.timeZone`),
        ),
      ];
    }),
  ];
}

function zoneWarning(zone: string | undefined, path: string): ConfigProblem[] {
  const doubt = zone === undefined ? null : zoneWithoutPlace(zone);
  return doubt === null ? [] : [{ ...doubt, path, value: JSON.stringify(zone) }];
}
