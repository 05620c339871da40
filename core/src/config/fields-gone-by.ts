import { fieldsIn } from '../actions/template.js';
import type { Section } from '../fields/section.js';
import { RELATION_FIELDS } from '../workflow/relation-types.js';
import { writtenField } from '../workflow/save-actions.js';
import type { Action } from './actions.js';
import type { WorkflowEvent } from './events.js';
import type { Workflow } from './settled.js';
import { templatesOf } from './templates.js';

/**
 * A field by which a part of a workflow goes without that its document names it: an EMAIL without `to` goes by the lead's email. What
 * names its field itself, as a condition does, is not among them.
 */
export interface GoneBy {
  /** Absent where it is looked for in every section. */
  readonly section?: Section;
  readonly field: string;
  /** What of the part goes by it, as in `message`; absent where it is the part as a whole. */
  readonly key?: string;
  /** Whether the part comes to nothing where it is never delivered, under this name and no other. */
  readonly needed: boolean;
}

const STATUS: GoneBy = { field: 'status', needed: false };

const PHONE: GoneBy = { field: 'phone_number', needed: false };

/** By what a scope goes (domain-facts J.28); of templates nothing is delivered. */
export function fieldsOfScope({ type, all }: Workflow['relation']): readonly GoneBy[] {
  const field = RELATION_FIELDS[type];
  if (all || field === null) return [];
  const isInbound = type === 'queue' || type === 'inboundNumber';
  return [
    { field, needed: true },
    ...(isInbound ? [{ section: 'callLog', field: 'call_type', needed: false } as const] : []),
  ];
}

export function fieldsOfEvent(event: WorkflowEvent): readonly GoneBy[] {
  switch (event.type) {
    case 'CALL_COUNT': {
      const field = event.direction === 'inbound' ? 'called_count_inbound' : 'called_count';
      return [{ section: 'lead', field, needed: true }];
    }
    case 'CALL_TYPE':
      return [{ section: 'callLog', field: 'call_type', needed: true }];
    case 'SUBMITTED_BY':
      return [{ section: 'lead', field: 'created_by', needed: true }];
    case 'TERM_REASON':
      return [{ section: 'callLog', field: 'term_reason', needed: false }];
    case 'CALLBACK':
      return event.recipient === undefined
        ? []
        : ['callback_recipient', 'recipient'].map((field) => ({ section: 'custom', field, needed: false }));
    case 'DISPOSITION':
    case 'REDISPOSITION':
    case 'LEAD_STATUS':
      return [STATUS];
    case 'HOPPER_EXPIRED':
    case 'LEAD_ACTION':
    case 'LEAD_FIELDS_AND_CALL_DATA':
      return [];
  }
}

/** By what Stop Workflow If goes, but for the conditions of a filter. */
export function fieldsOfStop({ type }: Workflow['stopIf']): readonly GoneBy[] {
  return type === 'reachedStatus' || type === 'finalStatus' ? [STATUS] : [];
}

/** By what an action goes besides its schedule: what it takes from the lead, what its texts name, and what it writes. */
export function fieldsOfAction(action: Action): readonly GoneBy[] {
  return [...takenBy(action), ...namedBy(action), ...writtenBy(action)];
}

function takenBy(action: Action): readonly GoneBy[] {
  switch (action.type) {
    case 'EMAIL':
      return action.to === undefined ? [{ section: 'lead', field: 'email', needed: true }] : [];
    case 'SMS':
    case 'VB':
      return [PHONE];
    case 'DNC':
      return action.numbers === 'primary' ? [PHONE] : [PHONE, ...OTHER_NUMBERS];
    case 'HOPPER':
      return [PHONE, { field: 'list_id', needed: false }];
    case 'REVENUE':
      return [{ section: 'callLog', field: 'call_log_id', needed: true }];
    case 'CALLBACK':
      return action.recipient === 'personal' && action.userId === undefined
        ? [{ section: 'callLog', field: 'user_id', needed: true }]
        : [];
    default:
      return [];
  }
}

const OTHER_NUMBERS: readonly GoneBy[] = ['alt_phone_1', 'alt_phone_2', 'phone_code'].map((field) => ({
  section: 'lead',
  field,
  needed: false,
}));

/** A field that a text names again and again is one of it. */
function namedBy(action: Action): readonly GoneBy[] {
  return templatesOf(action).flatMap(([key, template]) => {
    const named = new Map(fieldsIn(template).map((each) => [`${each.section ?? ''}.${each.field}`, each]));
    return [...named.values()].map((each) => ({ ...each, key, needed: false }));
  });
}

/** What a FIELD action writes it names itself. */
function writtenBy(action: Action): readonly GoneBy[] {
  const field = action.type === 'FIELD' ? null : writtenField(action);
  return field === null ? [] : [{ section: 'lead', field, needed: false }];
}
