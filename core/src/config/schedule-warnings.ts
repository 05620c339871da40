import { contactHours, type ContactHoursSettings } from '../hours/contact-hours.js';
import { contactOf, isContact } from '../hours/contact-of-action.js';
import { nextOpening } from '../hours/hours.js';
import type { LeadClock } from '../hours/lead-clock.js';
import { windowHours } from '../hours/window-hours.js';
import type { Action } from './actions.js';
import { countedFromNoDate, dueInThePast } from './past-dates.js';
import type { ConfigProblem } from './problem.js';
import type { Schedule } from './schedule.js';
import type { ConnectConfig, Workflow } from './settled.js';

export function scheduleWarnings(
  { actionSets }: Workflow,
  path: string,
  { settings }: ConnectConfig,
): ConfigProblem[] {
  return actionSets.flatMap((set, setIndex) => {
    const setPath = `${path}.actionSets[${String(setIndex)}]`;
    return [
      ...unusedZone(set.schedule, `${setPath}.schedule`),
      ...wrongDate(set.schedule, `${setPath}.schedule`),
      ...set.actions.flatMap((action, index) => {
        const actionPath = `${setPath}.actions[${String(index)}]`;
        const place = `${action.schedule === undefined ? setPath : actionPath}.schedule`;
        const scheduled = { action, schedule: action.schedule ?? set.schedule, path: place };
        return [
          ...unusedZone(action.schedule, `${actionPath}.schedule`),
          ...wrongDate(action.schedule, `${actionPath}.schedule`),
          ...neverLegal(scheduled, settings.contactHours),
          ...endUnknown(action, actionPath),
        ];
      }),
    ];
  });
}

function unusedZone(schedule: Schedule | undefined, path: string): ConfigProblem[] {
  if (schedule?.timeZone === undefined || goesByAClock(schedule)) return [];
  return [
    {
      code: 'SCHEDULE_ZONE_UNUSED',
      path: `${path}.timeZone`,
      value: schedule.timeZone,
      message: 'The zone has no effect: nothing is held for hours, and no day is counted.',
      remedy: 'Choose hours in holdUntilHours, or remove timeZone.',
    },
  ];
}

function wrongDate(schedule: Schedule | undefined, path: string): ConfigProblem[] {
  const refusal = schedule === undefined ? null : (dueInThePast(schedule) ?? countedFromNoDate(schedule));
  if (refusal === null) return [];
  return [{ ...refusal, path: `${path}.relativeTo`, value: JSON.stringify(schedule?.relativeTo) }];
}

/** Hours, days, and dates that are a day are read off a clock; lengths of time are not. */
function goesByAClock({ holdUntilHours, days = 0, relativeTo }: Schedule): boolean {
  return holdUntilHours !== '24hr' || days !== 0 || typeof relativeTo === 'object';
}

interface Scheduled {
  readonly action: Action;
  /** Its own, or its set's. */
  readonly schedule: Schedule | undefined;
  /** Where that schedule stands. */
  readonly path: string;
}

function neverLegal(scheduled: Scheduled, hours: ContactHoursSettings): ConfigProblem[] {
  const { action, schedule, path } = scheduled;
  if (schedule === undefined || canEverContact(action, schedule, hours)) return [];
  return [
    {
      code: 'HOURS_NEVER_MEET',
      path: `${path}.holdUntilHours`,
      value: schedule.holdUntilHours,
      message: `"${action.id}" is never performed: whenever it starts in these hours, it reaches the lead outside contact hours.`,
      remedy: 'Choose other hours in holdUntilHours, or another afterSeconds or expiresInMinutes.',
    },
  ];
}

const A_CLOCK: LeadClock = { zones: ['UTC'], states: [], evidence: 'none', reason: '' };

/**
 * Told only where both hours are by the lead's clock: how far two clocks are apart depends on the lead. One without
 * changes of the clock stands for all of them; rules of states are left out, for they depend on the lead as well.
 */
function canEverContact(action: Action, schedule: Schedule, settings: ContactHoursSettings): boolean {
  const { holdUntilHours, timeZone = 'lead' } = schedule;
  if (!isContact(action) || timeZone !== 'lead') return true;
  const hours = [
    windowHours(holdUntilHours, A_CLOCK.zones),
    contactHours(A_CLOCK, settings, contactOf(action)),
  ];
  return nextOpening(0, hours) !== null;
}

function endUnknown(action: Action, path: string): ConfigProblem[] {
  if (action.type !== 'HOPPER' || action.expiresInMinutes !== undefined) return [];
  return [
    {
      code: 'HOPPER_END_UNKNOWN',
      path: `${path}.expiresInMinutes`,
      value: 'nothing',
      message:
        'How long the hopper entry lives is not known, so only its start is checked against contact hours.',
      remedy:
        'Set expiresInMinutes, from 1 to 300: the call is then placed only where all of that is allowed.',
    },
  ];
}
