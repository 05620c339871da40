import { isDecodedField, type Section } from '@convoso-connect/core';
import {
  fieldsOfAction,
  fieldsOfEvent,
  fieldsOfScope,
  type Action,
  type Condition,
  type ConnectConfig,
  type GoneBy,
  type Schedule,
  type Workflow,
} from '@convoso-connect/core/config';
import type { Standing } from './finding.js';

/** A field as a part of the configuration names it; without a section, wherever it is delivered. */
export interface FieldRead {
  readonly section?: Section | undefined;
  readonly field: string;
  /** Other fields that do as well. */
  readonly or?: readonly FieldRead[];
}

/** A part of a workflow that goes by fields which somebody has to deliver. */
export interface FieldReader {
  /** As in `an event of the workflow "Sale"`. */
  readonly who: string;
  readonly reads: readonly FieldRead[];
  /** What comes of it where one is never delivered. */
  readonly otherwise: string;
  readonly standing: Extract<Standing, 'broken' | 'doubtful'>;
  /** The name of the adaptor whose rows these are; absent where it is a part of the workflow itself. */
  readonly adaptor?: string;
  /** Whether only the occurrences count that the workflow can start by; the lead is known by all. */
  readonly of: 'trigger' | 'lead';
}

export function readersOf(workflow: Workflow, config: ConnectConfig): readonly FieldReader[] {
  const of = `of the workflow "${workflow.name}"`;
  const { stopIf } = workflow;
  const readers: FieldReader[] = [
    {
      who: `the scope ${of}`,
      reads: needed(fieldsOfScope(workflow.relation)),
      otherwise: 'it never starts',
      standing: 'broken',
      of: 'trigger',
    },
    {
      who: `an event ${of}`,
      reads: workflow.events.flatMap(eventReads),
      otherwise: 'it never starts',
      standing: 'broken',
      of: 'trigger',
    },
    {
      who: `Stop Workflow If ${of}`,
      reads: stopIf.type === 'leadFilter' ? stopIf.conditions.map(readOf) : [],
      otherwise: 'nothing is ever stopped',
      standing: 'broken',
      of: 'lead',
    },
    ...workflow.actionSets.flatMap(({ schedule, actions }) =>
      actions.flatMap((action) => [
        {
          who: `the schedule of "${action.id}" ${of}`,
          reads: scheduleReads(action.schedule ?? schedule),
          otherwise: 'the action is always skipped',
          standing: 'broken' as const,
          of: 'lead' as const,
        },
        ...actionReaders(action, of, config),
      ]),
    ),
  ];
  return readers.filter(({ reads }) => reads.length > 0);
}

function eventReads(event: Workflow['events'][number]): readonly FieldRead[] {
  return event.type === 'LEAD_FIELDS_AND_CALL_DATA'
    ? event.conditions.map(readOf)
    : needed(fieldsOfEvent(event));
}

/** Those without which it comes to nothing. */
function needed(fields: readonly GoneBy[]): readonly FieldRead[] {
  return fields
    .filter((each) => each.needed)
    .map(({ section, field }) => (section === undefined ? { field } : { section, field }));
}

function readOf({ section, field }: Condition): FieldRead {
  return { section, field };
}

function scheduleReads(schedule: Schedule | undefined): readonly FieldRead[] {
  const relativeTo = schedule?.relativeTo;
  if (relativeTo === undefined) return [];
  if (relativeTo !== 'lastCalled') return [{ field: relativeTo.field }];
  return [{ section: 'callLog', field: 'call_date', or: [{ section: 'lead', field: 'last_called' }] }];
}

/** What an action itself goes by, and the adaptor of its endpoint. */
function actionReaders(action: Action, of: string, config: ConnectConfig): readonly FieldReader[] {
  const adaptor = adaptorOf(action, config);
  return [
    {
      who: `the action "${action.id}" ${of}`,
      reads: needed(fieldsOfAction(action)),
      otherwise: 'it cannot be carried out',
      standing: 'broken',
      of: 'trigger',
    },
    ...(adaptor === null ? [] : [adaptorReader(adaptor, `the action "${action.id}" ${of}`)]),
  ];
}

function adaptorReader({ name, fields }: ConnectConfig['adaptors'][number], action: string): FieldReader {
  return {
    who: `the adaptor "${name}" for ${action}`,
    reads: fields.filter(({ mappedTo }) => mappedTo.trim() !== '').flatMap(rowReads),
    otherwise: 'it is sent empty, or as its default',
    standing: 'doubtful',
    adaptor: name,
    of: 'trigger',
  };
}

function adaptorOf(
  action: Action,
  { endpoints, adaptors }: ConnectConfig,
): ConnectConfig['adaptors'][number] | null {
  if (!('endpointId' in action)) return null;
  const endpoint = endpoints.find(({ id }) => id === action.endpointId);
  return adaptors.find(({ id }) => id === endpoint?.adaptorId) ?? null;
}

/** What is decoded goes by the status. */
function rowReads({ section, field }: { section: Section; field: string }): readonly FieldRead[] {
  return section === 'extra' && isDecodedField(field) ? [{ field: 'status' }] : [{ section, field }];
}
