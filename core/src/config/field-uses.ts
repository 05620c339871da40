import { isDecodedField } from '../disposition/decoded-fields.js';
import type { Action } from './actions.js';
import type { Condition } from './conditions.js';
import { fieldsOfAction, fieldsOfEvent, fieldsOfScope, fieldsOfStop, type GoneBy } from './fields-gone-by.js';
import type { Schedule } from './schedule.js';
import type { ConnectConfig, Workflow } from './settled.js';

/** One place of a configuration that goes by a field's name. */
export interface FieldUse {
  /** As in problems: `adaptors[0].fields[3].field`. */
  readonly path: string;
  /** The part it belongs to, as people call it: `adaptor "Disposition"`. */
  readonly part: string;
}

interface NamedUse extends FieldUse {
  /** Absent where the place names none. */
  readonly section?: string | undefined;
  readonly field: string;
}

/**
 * Every place that a renamed field breaks (seed 000, gotcha 3: the Field Name is what everything refers to).
 * `name` is a field, or `section.field` to leave out places that mean another section's field of that name.
 */
export function fieldUses(config: ConnectConfig, name: string): FieldUse[] {
  const dot = name.indexOf('.');
  const asked = dot === -1 ? { field: name } : { section: name.slice(0, dot), field: name.slice(dot + 1) };
  return namedUses(config)
    .filter((use) => use.field === asked.field && couldBe(use.section, asked.section))
    .map(({ path, part }) => ({ path, part }));
}

/** A place without a section may mean any of them. */
function couldBe(section: string | undefined, asked: string | undefined): boolean {
  return asked === undefined || section === undefined || section === asked;
}

function namedUses({ adaptors, hooks, workflows }: ConnectConfig): NamedUse[] {
  return [
    ...adaptors.flatMap((adaptor, index) =>
      adaptor.fields.flatMap(({ section, field }, row) => {
        const use = { path: `adaptors[${index}].fields[${row}].field`, part: `adaptor "${adaptor.name}"` };
        const named = { ...use, section, field };
        // What is decoded goes by the status.
        return section === 'extra' && isDecodedField(field) ? [named, { ...use, field: 'status' }] : [named];
      }),
    ),
    ...hooks.flatMap((hook, index) =>
      Object.entries(hook.fields).map(([received, target]) => {
        const dot = target.indexOf('.');
        const path = `hooks[${index}].fields[${JSON.stringify(received)}]`;
        return {
          path,
          part: `hook "${hook.id}"`,
          section: target.slice(0, dot),
          field: target.slice(dot + 1),
        };
      }),
    ),
    ...workflows.flatMap((workflow, index) =>
      [
        ...untoldUses(workflow, `workflows[${index}]`),
        ...usesOfWorkflow(workflow, `workflows[${index}]`),
      ].map((use) => ({
        ...use,
        part: `workflow "${workflow.name}"`,
      })),
    ),
  ];
}

/** The fields that a workflow goes by though none of its settings is the name of one, and those that its texts name. */
function untoldUses({ relation, events, stopIf, actionSets }: Workflow, path: string): NamedUse[] {
  const at = (place: string, fields: readonly GoneBy[]): NamedUse[] =>
    fields.map(({ section, field, key }) => ({
      path: key === undefined ? place : `${place}.${key}`,
      part: '',
      section,
      field,
    }));
  return [
    ...at(`${path}.relation`, fieldsOfScope(relation)),
    ...events.flatMap((event, index) => at(`${path}.events[${index}]`, fieldsOfEvent(event))),
    ...at(`${path}.stopIf`, fieldsOfStop(stopIf)),
    ...actionSets.flatMap(({ schedule, actions }, index) => {
      const place = `${path}.actionSets[${index}]`;
      return [
        ...lastCalled(schedule, `${place}.schedule`),
        ...actions.flatMap((action, number) => {
          const own = `${place}.actions[${number}]`;
          return [...lastCalled(action.schedule, `${own}.schedule`), ...at(own, fieldsOfAction(action))];
        }),
      ];
    }),
  ];
}

function lastCalled(schedule: Schedule | undefined, path: string): NamedUse[] {
  if (schedule?.relativeTo !== 'lastCalled') return [];
  const use = { path: `${path}.relativeTo`, part: '' };
  return [
    { ...use, section: 'callLog', field: 'call_date' },
    { ...use, section: 'lead', field: 'last_called' },
  ];
}

/** The fields that a workflow goes by or writes, and names. */
export function usesOfWorkflow(workflow: Workflow, path: string): Use[] {
  const conditions = placedConditions(workflow, path).map(({ condition, path: place }) => {
    const { section, field } = condition;
    return { path: `${place}.field`, section, field };
  });
  const scheduled = workflow.actionSets.flatMap((set, index) => {
    const setPath = `${path}.actionSets[${index}]`;
    const actions = set.actions.flatMap((action, at) => usesOfAction(action, `${setPath}.actions[${at}]`));
    return [...usesOfSchedule(set.schedule, `${setPath}.schedule`), ...actions];
  });
  return [...conditions, ...scheduled];
}

/** A place of a workflow that goes by a field's name. */
export interface Use extends Omit<NamedUse, 'part'> {
  /**
   * It may be a field of the lead that the account has made itself: one that an action writes or copies, or the date that
   * a schedule counts from.
   */
  readonly ofTheLead?: 'field' | 'date';
}

/** A condition, and where it stands. */
export interface PlacedCondition {
  readonly condition: Condition;
  /** As in `workflows[0].events[1].conditions[0]`. */
  readonly path: string;
}

/** The conditions of a workflow's events and of what is to stop it. */
export function placedConditions({ events, stopIf }: Workflow, path: string): PlacedCondition[] {
  const ofEvents = events.flatMap((event, index) =>
    event.type === 'LEAD_FIELDS_AND_CALL_DATA' ? placed(event.conditions, `${path}.events[${index}]`) : [],
  );
  return [...ofEvents, ...('conditions' in stopIf ? placed(stopIf.conditions, `${path}.stopIf`) : [])];
}

function placed(conditions: readonly Condition[], path: string): PlacedCondition[] {
  return conditions.map((condition, index) => ({ condition, path: `${path}.conditions[${index}]` }));
}

function usesOfAction(action: Action, path: string): Use[] {
  const own = usesOfSchedule(action.schedule, `${path}.schedule`);
  if (action.type !== 'FIELD') return own;
  const from = 'fromField' in action ? action.fromField : undefined;
  return [
    { path: `${path}.field`, section: 'lead', field: action.field, ofTheLead: 'field' },
    ...(from === undefined
      ? []
      : [{ path: `${path}.fromField`, section: 'lead', field: from, ofTheLead: 'field' as const }]),
    ...own,
  ];
}

function usesOfSchedule(schedule: Schedule | undefined, path: string): Use[] {
  const relativeTo = schedule?.relativeTo;
  if (relativeTo === undefined || typeof relativeTo === 'string') return [];
  return [{ path: `${path}.relativeTo.field`, section: 'lead', field: relativeTo.field, ofTheLead: 'date' }];
}
