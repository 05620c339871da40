import { zoneOf } from '../time/zone.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';

/** The place that each abbreviation is meant for, where a platform takes it for the name of a zone. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['EST', 'America/New_York'],
  ['CST', 'America/Chicago'],
  ['MST', 'America/Denver'],
  ['PST', 'America/Los_Angeles'],
  ['AST', 'America/Halifax'],
  ['HST', 'Pacific/Honolulu'],
  ['BST', 'Europe/London'],
  ['IST', 'Asia/Kolkata'],
]);

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
  if (zone === undefined) return [];
  const place = MEANT.get(zone.toUpperCase());
  const isOffset = /^etc\/gmt[+-]\d+$/i.test(zone) && !/[+-]0+$/.test(zone);
  if (place === undefined && !isOffset) return [];
  const remedy =
    place === undefined
      ? 'Name a place, such as America/New_York.'
      : `Use a place with those clocks, such as ${place}.`;
  const message = isOffset ? behindOrAhead(zone) : readAs(zone);
  return [{ code: 'ZONE_WITHOUT_PLACE', path, value: JSON.stringify(zone), message, remedy }];
}

function behindOrAhead(zone: string): string {
  const hours = zone.replace(/^.*[+-]/, '');
  const side = zone.includes('+') ? 'behind' : 'ahead of';
  return `This is ${hours} ${hours === '1' ? 'hour' : 'hours'} ${side} UTC all the year, and knows no daylight saving time.`;
}

function readAs(zone: string): string {
  if (changesClocks(zone)) {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions();
    return `This abbreviation is several zones', and is read as ${timeZone}.`;
  }
  return 'This abbreviation is one offset all the year, and knows no daylight saving time.';
}

function changesClocks(zone: string): boolean {
  const clocks = zoneOf(zone);
  const [winter, summer] = [Date.UTC(2026, 0), Date.UTC(2026, 6)];
  return clocks.wallAt(winter) - winter !== clocks.wallAt(summer) - summer;
}
