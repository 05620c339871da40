import type { WorkflowEventType } from './event-types.js';

export const DISPOSITION_INCLUDES = ['all', 'first'] as const;

export const CALL_DIRECTIONS = ['outbound', 'inbound'] as const;

export const CALLBACK_RECIPIENTS = ['system', 'personal'] as const;

/** A value of an event, as far as a form goes by it. */
export interface EventValue {
  readonly name: string;
  readonly kind: 'choice' | 'list' | 'number';
  /** Of a choice. */
  readonly options?: readonly string[];
  readonly required?: true;
}

const values: EventValue = { name: 'values', kind: 'list' };
const neededValues: EventValue = { ...values, required: true };

/**
 * The values that each event asks for: what a form has to offer for it. They are those of the schema of the
 * configuration document, and stand here so that a form need not load that.
 */
export const EVENT_VALUES: Readonly<Record<WorkflowEventType, readonly EventValue[]>> = {
  DISPOSITION: [values, { name: 'include', kind: 'choice', options: DISPOSITION_INCLUDES }],
  CALL_COUNT: [
    { name: 'equals', kind: 'number' },
    { name: 'min', kind: 'number' },
    { name: 'max', kind: 'number' },
    { name: 'direction', kind: 'choice', options: CALL_DIRECTIONS },
  ],
  CALL_TYPE: [neededValues],
  CALLBACK: [{ name: 'recipient', kind: 'choice', options: CALLBACK_RECIPIENTS }],
  HOPPER_EXPIRED: [],
  LEAD_ACTION: [neededValues],
  LEAD_FIELDS_AND_CALL_DATA: [{ name: 'conditions', kind: 'list', required: true }],
  LEAD_STATUS: [
    { name: 'from', kind: 'list' },
    { name: 'to', kind: 'list' },
  ],
  REDISPOSITION: [values],
  SUBMITTED_BY: [neededValues],
  TERM_REASON: [values],
};
