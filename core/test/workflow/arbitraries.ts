import * as fc from 'fast-check';
import type { Workflow } from '../../src/config/index.js';
import { nullRecord, type FieldValue, type FieldValues } from '../../src/fields/value.js';
import { OCCURRENCE_KINDS, type Occurrence } from '../../src/occurrence/index.js';
import { TIME_UNITS } from '../../src/time/calendar.js';
import type { CompiledTest } from '../../src/workflow/compiled-test.js';
import type { CompiledCondition } from '../../src/workflow/conditions.js';
import type { Operator, WorkflowEventType } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { conditionOf, eventOf, workflowOf } from './sample.js';

/*
 * Workflows and occurrences that often meet: few names, few values, written in several ways, so that a random pair
 * has a fair chance to match in one condition and to miss in the next.
 */
const DATES = ['2026-11-20', '11/20/2026 09:30', '2026-11-20 09:30:00', '2026-11-20T17:30:00Z'];
const TEXTS = [
  'NI',
  ' ni',
  'SALE',
  'HU',
  'INCALL',
  '5',
  '05.0',
  '10',
  'NONE',
  'CALLER',
  'null',
  '',
  ...DATES,
];
const FILLED = TEXTS.filter((text) => text.trim() !== '');
const PHONES = ['7735550167', '+1 773 555 0167', '5'];
const CALL_TYPES = ['INBOUND', 'inbound ', 'OUTBOUND', ''];
const RECIPIENTS = ['System', ' personal', 'USERONLY', 'Team', ''];
const NOON = Date.UTC(2026, 10, 20, 20);

const text = fc.constantFrom(...TEXTS);
const filled = fc.constantFrom(...FILLED);
const ordered = fc.constantFrom('5', '7', '9.5', 'NI', ...DATES);
const list = fc.array(filled, { minLength: 1, maxLength: 4 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const few = fc.integer({ min: 0, max: 11 });

const fieldValue: fc.Arbitrary<FieldValue> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 3 }) },
);

const fieldsNamed = (...names: string[]): fc.Arbitrary<FieldValues> =>
  fc
    .dictionary(fc.constantFrom(...names), fieldValue, { maxKeys: names.length })
    .map((fields) => nullRecord(Object.entries(fields)));

const snapshot = fc.record({
  lead: fieldsNamed(
    'status',
    'first_name',
    'list_id',
    'email',
    'created_by',
    'called_count',
    'called_count_inbound',
  ),
  callLog: fc
    .tuple(
      fieldsNamed('status', 'call_log_id', 'term_reason', 'campaign_id', 'list_id', 'queue_id', 'first_name'),
      optional(fc.constantFrom(...CALL_TYPES)),
      optional(fc.constantFrom(...PHONES)),
    )
    .map(([fields, type, number]) =>
      nullRecord([
        ...Object.entries(fields),
        ...(type === undefined ? [] : [['call_type', type] as const]),
        ...(number === undefined ? [] : [['inbound_number', number] as const]),
      ]),
    ),
  extra: fieldsNamed('agent_email'),
  custom: fc
    .tuple(fieldsNamed('own', 'list_id'), optional(fc.constantFrom(...RECIPIENTS)))
    .map(([fields, recipient]) =>
      recipient === undefined ? fields : { ...fields, callback_recipient: recipient },
    ),
  flat: fc.subarray(['status', 'list_id', 'first_name']),
});

const declared = fc.oneof(
  { weight: 3, arbitrary: fc.constant('infer' as const) },
  {
    weight: 2,
    arbitrary: fc.record({ kinds: fc.subarray([...OCCURRENCE_KINDS]), leadAction: fc.option(text) }),
  },
);

export const anyOccurrence: fc.Arbitrary<Occurrence> = fc
  .record({
    parts: snapshot,
    declared,
    receivedAt: fc.constantFrom(NOON, NOON - 6 * 3_600_000, NOON + 86_400_000),
    previous: fc.option(filled),
    disposed: fc.boolean(),
  })
  .map(({ parts, previous, disposed, ...input }) =>
    occurrenceOf(parts, {
      ...input,
      lead: previous === null ? null : { status: previous, fields: {}, callTime: null, updatedAt: 0 },
      call: disposed ? { disposition: 'NI' } : null,
    }),
  );

const tested = fc.record(
  {
    section: fc.constantFrom('lead', 'callLog', 'extra', 'custom'),
    field: fc.constantFrom('status', 'list_id', 'campaign_id', 'first_name', 'email', 'agent_email', 'own'),
  },
  { requiredKeys: ['field'] },
);

const within = fc.oneof(
  fc.record({ list: fc.array(text, { minLength: 1, maxLength: 4 }) }),
  fc.constantFrom(
    { from: '5', to: '7' },
    { from: '-1', to: '5e0' },
    { from: '2026-11-20', to: '11/20/2026 09:30' },
    { from: '2026-11-20 09:30:00', to: '2026-11-20' },
  ),
  fc.record({
    last: fc.record({
      n: fc.constantFrom(-1_000_000, -2, -1, 1, 3, 1_000_000),
      unit: fc.constantFrom(...TIME_UNITS),
    }),
  }),
);

/** The operands of every operator there is: the table does not compile when one is missing. */
const OPERANDS: Record<Operator, fc.Arbitrary<object>> = {
  is_equal_to: fc.record({ value: text }),
  is_not_equal_to: fc.record({ value: text }),
  greater_than: fc.record({ value: ordered }),
  less_than: fc.record({ value: ordered }),
  within,
  starts_with: fc.record({ value: filled }),
  contains: fc.record({ value: filled }),
  is_blank: fc.constant({}),
  is_numeric: fc.constant({}),
  between_two_strings: fc.constantFrom({ from: '2', to: 'nj' }, { from: 'HU', to: ' hu' }),
  between_markers: fc.constantFrom({ from: '2026', to: '0' }, { from: 'A', to: 'e' }),
};

const conditionWith = (operator: Operator) =>
  fc.tuple(tested, OPERANDS[operator]).map(([place, operands]) => ({ ...place, operator, ...operands }));

const condition = fc.oneof(
  // Equalities decide where a workflow is filed.
  { weight: 6, arbitrary: conditionWith('is_equal_to') },
  ...(Object.keys(OPERANDS) as Operator[]).map((operator) => ({
    weight: operator === 'within' ? 3 : 1,
    arbitrary: conditionWith(operator),
  })),
);

const callCount = fc.oneof(
  few.map((equals) => ({ equals })),
  fc.tuple(few, few).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
  few.map((min) => ({ min })),
  few.map((max) => ({ max })),
);

/** What each event there is may ask: the table does not compile when one is missing. */
const ASKED: Record<WorkflowEventType, fc.Arbitrary<object>> = {
  CALL_COUNT: fc
    .tuple(callCount, optional(fc.constantFrom('outbound', 'inbound')))
    .map(([counts, direction]) => ({ ...counts, direction })),
  CALL_TYPE: fc.record({ values: fc.subarray(['Inbound', 'OUTBOUND', '3WAY'], { minLength: 1 }) }),
  CALLBACK: fc.record({ recipient: optional(fc.constantFrom('system', 'personal')) }),
  DISPOSITION: fc.record({ values: optional(list), include: fc.constantFrom('all', 'first') }),
  HOPPER_EXPIRED: fc.constant({}),
  LEAD_ACTION: fc.record({ values: list }),
  LEAD_FIELDS_AND_CALL_DATA: fc.record({
    conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
  }),
  LEAD_STATUS: fc.record({ from: optional(list), to: optional(list) }),
  REDISPOSITION: fc.record({ values: optional(list) }),
  SUBMITTED_BY: fc.record({ values: list }),
  TERM_REASON: fc.record({ values: optional(list) }),
};

const eventOfType = (type: WorkflowEventType) => ASKED[type].map((asked) => ({ type, ...asked }));

const event = fc.oneof(...(Object.keys(ASKED) as WorkflowEventType[]).map(eventOfType));

const relation = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ all: true }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('campaign', 'list', 'queue'), ids: list }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('inboundNumber'),
      ids: fc.array(fc.constantFrom(...PHONES), { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'emailTemplate', ids: ['5'] }) },
);

/** A compiled event of one type. */
export const anyEvent = (type: WorkflowEventType): fc.Arbitrary<CompiledTest> =>
  eventOfType(type).map((written) => eventOf(written));

/** A compiled condition with one operator. */
export const anyCondition = (operator: Operator): fc.Arbitrary<CompiledCondition> =>
  conditionWith(operator).map((written) => conditionOf(written));

/** A workflow without its id. */
const parts = fc.record({
  active: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  relation,
  events: fc.array(event, { minLength: 1, maxLength: 3 }),
});

/** A workflow with an id of the caller's choice. */
export const anyWorkflow = (id: fc.Arbitrary<string>): fc.Arbitrary<Workflow> =>
  fc.tuple(id, parts).map(([chosen, rest]) => workflowOf({ id: chosen, ...rest }));

/** That many workflows, with ids of their own. */
export const someWorkflows = (minLength: number, maxLength: number): fc.Arbitrary<Workflow[]> =>
  fc
    .array(parts, { minLength, maxLength, size: 'max' })
    .map((list) => list.map((rest, index) => workflowOf({ id: `w${index}`, ...rest })));
