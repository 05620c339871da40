import { RATE_LIMIT_MAX, UNKNOWN_ZONE, isTimeZone, type ScheduleWindow } from '@convoso-connect/core';
import type { ConnectConfig, Schedule } from '@convoso-connect/core/config';
import type { INode } from 'n8n-workflow';
import type { Given } from '../shared/given';
import type { WhenNotKnown } from './not-known';
import { readCondition } from './read-condition';
import { readEvents } from './read-events';
import { readFilter } from './read-filter';
import { readRelation } from './scope';

export type Workflow = ConnectConfig['workflows'][number];

/** The one action of a node's workflow: what its output Fired leads to. */
export const ACTION_ID = 'next';

/** When to act, and nothing else, for a node whose rule is kept elsewhere: it matches everything and guards nothing. */
export function readTiming({ name }: INode, given: Given, id: string): Workflow {
  return {
    id,
    name,
    active: true,
    relation: { type: 'campaign', ids: [], all: true },
    events: [],
    stopIf: { type: 'never' },
    skipIfPending: false,
    performActionOn: 100,
    rateLimitScope: 'workflow',
    rateLimit: RATE_LIMIT_MAX,
    actionSets: [{ id: 'actions', actions: [readAction(given.collection('schedule'), false)] }],
  };
}

/** The workflow that a node's parameters describe, as the engine takes it. */
export function readWorkflow({ name }: INode, given: Given, id: string): Workflow {
  const guardrails = given.collection('guardrails');
  const skipIfLiveCall = guardrails.flag('skipIfLiveCall');
  const window = guardrails.choice('ignoreOutsideHours') as ScheduleWindow;
  return {
    id,
    name,
    active: true,
    relation: readRelation(given),
    events: readEvents(given),
    stopIf: readStopIf(guardrails),
    skipIfPending: guardrails.flag('skipIfPending'),
    ...(window === '24hr' ? {} : { ignoreOutsideHours: { window, timeZone: 'account' } }),
    performActionOn: inRange('performActionOn', 'Perform Action On (%)', [0, 100], guardrails),
    rateLimitScope: guardrails.choice('rateLimitScope') as Workflow['rateLimitScope'],
    rateLimit: inRange('rateLimit', 'Rate Limit', [1, RATE_LIMIT_MAX], guardrails),
    actionSets: [{ id: 'actions', actions: [readAction(given.collection('schedule'), skipIfLiveCall)] }],
  };
}

/** To contact somebody without knowing is worse than not to; other actions are worse not done. */
export function readWhenNotKnown(given: Given): WhenNotKnown {
  const choice = given.collection('guardrails').choice('whenNotKnown') as WhenNotKnown | '';
  if (choice !== '') return choice;
  return given.collection('schedule').flag('contactsLead') ? 'skip' : 'fire';
}

function readStopIf(guardrails: Given): Workflow['stopIf'] {
  const stopIf = guardrails.choice('stopIf') as Workflow['stopIf']['type'];
  if (stopIf !== 'leadFilter') return { type: stopIf };
  const rows = guardrails
    .collection('stopConditions')
    .rows('condition', (index) => `Stop If the Lead Matches, Condition ${index + 1}, `);
  const filtered = guardrails.has('stopFilter')
    ? readFilter(guardrails, 'stopFilter', 'Stop If the Lead Matches (Filter)')
    : [];
  const conditions = [...rows.map(readCondition), ...filtered];
  if (conditions.length > 0) return { type: 'leadFilter', conditions };
  const message = 'There is no condition to stop on.';
  throw guardrails.refuse('Stop If the Lead Matches', undefined, message, 'Add one, or choose Never.');
}

/** A contact is the action to whose hours the law applies; which of them it is makes no difference here. */
function readAction(
  schedule: Given,
  skipIfLiveCall: boolean,
): Workflow['actionSets'][number]['actions'][number] {
  const contactsLead = schedule.flag('contactsLead');
  const common = {
    id: ACTION_ID,
    active: true,
    skipIfLiveCall,
    schedule: readSchedule(schedule, contactsLead),
  };
  return contactsLead
    ? { ...common, type: 'SMS', message: '', endpointId: ACTION_ID }
    : { ...common, type: 'INTEGRATION', endpointId: ACTION_ID };
}

function readSchedule(given: Given, contactsLead: boolean): Schedule {
  const zone = given.text('timeZone').trim();
  if (!['account', 'lead'].includes(zone) && !isTimeZone(zone)) {
    const message = 'This is neither account nor lead nor the name of a time zone.';
    throw given.refuse('Time Zone of the Hours', zone, message, UNKNOWN_ZONE.remedy);
  }
  const base = readBase(given);
  // Nothing is done before what triggers it; before a date it is.
  const span: [number, number] = [base.relativeTo === undefined ? 0 : -Infinity, Infinity];
  return {
    days: inRange('days', 'After Days', span, given),
    hours: inRange('hours', 'After Hours', span, given),
    minutes: inRange('minutes', 'After Minutes', span, given),
    ...base,
    holdUntilHours: given.choice('holdUntilHours') as ScheduleWindow,
    // A contact goes by the lead's clock unless another one is asked for.
    ...(zone === 'account' && contactsLead ? {} : { timeZone: zone }),
  };
}

function readBase(given: Given): Pick<Schedule, 'relativeTo'> {
  const relativeTo = given.choice('relativeTo') as '' | 'lastCalled' | 'field';
  if (relativeTo === '') return {};
  if (relativeTo === 'lastCalled') return { relativeTo };
  const field = given.text('relativeField').trim();
  if (field === '')
    throw given.refuse('Date Field', field, 'No field is named.', 'Write the name of a field.');
  return { relativeTo: { field } };
}

function inRange(name: string, label: string, [least, most]: [number, number], given: Given): number {
  const number = given.number(name);
  if (number >= least && number <= most) return number;
  const limit = most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
  throw given.refuse(label, given.value(name), `This is not ${limit}.`, `Write a number ${limit}.`);
}
