import { RATE_LIMIT_MAX, UNKNOWN_ZONE, isTimeZone, type ScheduleWindow } from '@convoso-connect/core';
import type { ConnectConfig, Schedule } from '@convoso-connect/core/config';
import type { IExecuteFunctions } from 'n8n-workflow';
import { mistake } from '../shared/mistake';
import { textParameter } from '../shared/parameters';
import { listOfTexts } from '../shared/texts';
import { readCondition, readEvents, type Refuse } from './read-events';

export type Workflow = ConnectConfig['workflows'][number];

interface GivenSchedule {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly relativeTo?: '' | 'lastCalled' | 'field';
  readonly relativeField?: string;
  readonly holdUntilHours?: ScheduleWindow;
  readonly timeZone?: string;
  readonly contactsLead?: boolean;
}

interface GivenGuardrails {
  readonly ignoreOutsideHours?: ScheduleWindow;
  readonly performActionOn?: number;
  readonly rateLimit?: number;
  readonly rateLimitScope?: Workflow['rateLimitScope'];
  readonly skipIfLiveCall?: boolean;
  readonly skipIfPending?: boolean;
  readonly stopIf?: Workflow['stopIf']['type'];
  readonly stopConditions?: { condition?: Record<string, unknown>[] };
}

/** The one action of a node's workflow: what its output Fired leads to. */
export const ACTION_ID = 'next';

/** The workflow that a node's parameters describe, as the engine takes it. */
export function readWorkflow(context: IExecuteFunctions, id: string, itemIndex: number): Workflow {
  const refuse: Refuse = (parameter, value, message, remedy) =>
    mistake(context.getNode(), { parameter, value, message, remedy, itemIndex });
  const schedule = context.getNodeParameter('schedule', itemIndex, {}) as GivenSchedule;
  const guardrails = context.getNodeParameter('guardrails', itemIndex, {}) as GivenGuardrails;
  const events = context.getNodeParameter('events', itemIndex, {}) as Record<
    string,
    Record<string, unknown>[]
  >;
  const { ignoreOutsideHours: window = '24hr' } = guardrails;
  return {
    id,
    name: context.getNode().name,
    active: true,
    relation: readRelation(context, itemIndex, refuse),
    events: readEvents(events, refuse),
    stopIf: readStopIf(guardrails, refuse),
    skipIfPending: guardrails.skipIfPending ?? false,
    ...(window === '24hr' ? {} : { ignoreOutsideHours: { window, timeZone: 'account' } }),
    performActionOn: inRange('Perform Action On (%)', guardrails.performActionOn ?? 100, [0, 100], refuse),
    rateLimitScope: guardrails.rateLimitScope ?? 'workflow',
    rateLimit: inRange('Rate Limit', guardrails.rateLimit ?? RATE_LIMIT_MAX, [1, RATE_LIMIT_MAX], refuse),
    actionSets: [{ id: 'actions', actions: [readAction(schedule, guardrails, refuse)] }],
  };
}

function readRelation(context: IExecuteFunctions, itemIndex: number, refuse: Refuse): Workflow['relation'] {
  const relation = textParameter(context, 'relation', itemIndex, 'all');
  if (relation === 'all') return { type: 'campaign', ids: [], all: true };
  const given: unknown = context.getNodeParameter('relationIds', itemIndex, '');
  const ids = listOfTexts(given);
  if (ids.length === 0) {
    throw refuse('IDs', given, 'None is named, so nothing could ever fire.', 'Name one, or apply it to all.');
  }
  return { type: relation as Workflow['relation']['type'], ids, all: false };
}

function readStopIf(
  { stopIf = 'never', stopConditions }: GivenGuardrails,
  refuse: Refuse,
): Workflow['stopIf'] {
  if (stopIf !== 'leadFilter') return { type: stopIf };
  const rows = stopConditions?.condition ?? [];
  if (rows.length === 0) {
    const message = 'There is no condition to stop on.';
    throw refuse('Stop If the Lead Matches', undefined, message, 'Add one, or choose Never.');
  }
  return { type: 'leadFilter', conditions: rows.map((row) => readCondition(row, refuse)) };
}

/** A contact is the action to whose hours the law applies; which of them it is makes no difference here. */
function readAction(
  given: GivenSchedule,
  { skipIfLiveCall = false }: GivenGuardrails,
  refuse: Refuse,
): Workflow['actionSets'][number]['actions'][number] {
  const common = { id: ACTION_ID, active: true, skipIfLiveCall, schedule: readSchedule(given, refuse) };
  return given.contactsLead === true
    ? { ...common, type: 'SMS', message: '', endpointId: ACTION_ID }
    : { ...common, type: 'INTEGRATION', endpointId: ACTION_ID };
}

function readSchedule(given: GivenSchedule, refuse: Refuse): Schedule {
  const { days = 0, hours = 0, minutes = 0, holdUntilHours = '24hr', timeZone = 'account' } = given;
  const zone = timeZone.trim();
  if (!['account', 'lead'].includes(zone) && !isTimeZone(zone)) {
    const message = 'This is neither account nor lead nor the name of a time zone.';
    throw refuse('Hours Of', timeZone, message, UNKNOWN_ZONE.remedy);
  }
  return {
    days: inRange('After Days', days, [0, Infinity], refuse),
    hours: inRange('After Hours', hours, [0, Infinity], refuse),
    minutes: inRange('After Minutes', minutes, [0, Infinity], refuse),
    ...readBase(given, refuse),
    holdUntilHours,
    // A contact goes by the lead's clock unless another one is asked for.
    ...(zone === 'account' && given.contactsLead === true ? {} : { timeZone: zone }),
  };
}

function readBase(
  { relativeTo = '', relativeField = '' }: GivenSchedule,
  refuse: Refuse,
): Pick<Schedule, 'relativeTo'> {
  if (relativeTo === '') return {};
  if (relativeTo === 'lastCalled') return { relativeTo };
  const field = relativeField.trim();
  if (field === '')
    throw refuse('Date Field', relativeField, 'No field is named.', 'Write the name of a field.');
  return { relativeTo: { field } };
}

function inRange(name: string, value: unknown, [least, most]: [number, number], refuse: Refuse): number {
  const number = Number(value);
  if (Number.isFinite(number) && number >= least && number <= most) return number;
  const limit = most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
  throw refuse(name, value, `This is not ${limit}.`, `Write a number ${limit}.`);
}
