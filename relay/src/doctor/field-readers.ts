import { isDecodedField, type Section } from '@convoso-connect/core';
import type { Action, Condition, ConnectConfig, Schedule, Workflow } from '@convoso-connect/core/config';
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

/** The field by which each scope goes (domain-facts J.28); of templates nothing is delivered. */
const SCOPES = {
  campaign: 'campaign_id',
  list: 'list_id',
  queue: 'queue_id',
  inboundNumber: 'inbound_number',
};

export function readersOf(workflow: Workflow, config: ConnectConfig): readonly FieldReader[] {
  const of = `of the workflow "${workflow.name}"`;
  const { stopIf } = workflow;
  const readers: FieldReader[] = [
    {
      who: `the scope ${of}`,
      reads: scopeReads(workflow),
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

function scopeReads({ relation: { type, all } }: Workflow): readonly FieldRead[] {
  return all || type === 'emailTemplate' ? [] : [{ field: SCOPES[type] }];
}

function eventReads(event: Workflow['events'][number]): readonly FieldRead[] {
  switch (event.type) {
    case 'LEAD_FIELDS_AND_CALL_DATA':
      return event.conditions.map(readOf);
    case 'CALL_COUNT':
      return [
        { section: 'lead', field: event.direction === 'inbound' ? 'called_count_inbound' : 'called_count' },
      ];
    case 'CALL_TYPE':
      return [{ section: 'callLog', field: 'call_type' }];
    case 'SUBMITTED_BY':
      return [{ section: 'lead', field: 'created_by' }];
    default:
      return [];
  }
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
  const own = ownReads(action);
  const adaptor = adaptorOf(action, config);
  return [
    {
      who: `the action "${action.id}" ${of}`,
      reads: own,
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

function ownReads(action: Action): readonly FieldRead[] {
  switch (action.type) {
    case 'REVENUE':
      return [{ section: 'callLog', field: 'call_log_id' }];
    case 'CALLBACK':
      return action.recipient === 'personal' && action.userId === undefined
        ? [{ section: 'callLog', field: 'user_id' }]
        : [];
    case 'EMAIL':
      return action.to === undefined ? [{ section: 'lead', field: 'email' }] : [];
    default:
      return [];
  }
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
