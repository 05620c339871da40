import * as fc from 'fast-check';
import type { Workflow } from '../../src/config/index.js';
import { nullRecord, type FieldValue, type FieldValues } from '../../src/fields/value.js';
import { OCCURRENCE_KINDS, type Occurrence } from '../../src/occurrence/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from './sample.js';

/*
 * Workflows and occurrences that often meet: few names, few values, written in several ways, so that a random pair
 * has a fair chance to match in one condition and to miss in the next.
 */
const TEXTS = ['NI', ' ni', 'SALE', 'HU', 'INCALL', '5', '10', '2026-11-20', 'NONE', 'CALLER', 'null', ''];
const FILLED = TEXTS.filter((text) => text.trim() !== '');
const PHONES = ['7735550167', '+1 773 555 0167', '5'];

const text = fc.constantFrom(...TEXTS);
const filled = fc.constantFrom(...FILLED);
const list = fc.array(filled, { minLength: 1, maxLength: 4 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const fieldValue: fc.Arbitrary<FieldValue> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 3 }) },
);

const fieldsNamed = (...names: string[]): fc.Arbitrary<FieldValues> =>
  fc
    .dictionary(fc.constantFrom(...names), fieldValue, { maxKeys: names.length })
    .map((fields) => nullRecord(Object.entries(fields)));

const snapshot = fc.record({
  lead: fieldsNamed('status', 'first_name', 'list_id', 'email'),
  callLog: fc
    .tuple(
      fieldsNamed('status', 'call_log_id', 'term_reason', 'campaign_id', 'list_id', 'queue_id', 'first_name'),
      optional(fc.constantFrom('INBOUND', 'inbound ', 'OUTBOUND', '')),
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
  custom: fieldsNamed('own', 'list_id'),
  flat: fc.subarray(['status', 'list_id', 'first_name']),
});

const declared = fc.oneof(
  { weight: 3, arbitrary: fc.constant('infer' as const) },
  {
    weight: 1,
    arbitrary: fc.record({ kinds: fc.subarray([...OCCURRENCE_KINDS]), leadAction: fc.constant(null) }),
  },
);

export const anyOccurrence: fc.Arbitrary<Occurrence> = fc
  .record({
    parts: snapshot,
    declared,
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

const condition = fc
  .tuple(
    tested,
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ operator: fc.constant('is_equal_to'), value: text }) },
      { weight: 1, arbitrary: fc.record({ operator: fc.constant('is_not_equal_to'), value: text }) },
      {
        weight: 1,
        arbitrary: fc.record({
          operator: fc.constantFrom('greater_than', 'less_than', 'starts_with', 'contains'),
          value: filled,
        }),
      },
      { weight: 1, arbitrary: fc.record({ operator: fc.constantFrom('is_blank', 'is_numeric') }) },
    ),
  )
  .map(([place, test]) => ({ ...place, ...test }));

const event = fc.oneof(
  fc.record({
    type: fc.constant('DISPOSITION'),
    values: optional(list),
    include: fc.constantFrom('all', 'first'),
  }),
  fc.record({ type: fc.constant('TERM_REASON'), values: optional(list) }),
  fc.record({ type: fc.constant('LEAD_STATUS'), from: optional(list), to: optional(list) }),
  fc.record({
    type: fc.constant('LEAD_FIELDS_AND_CALL_DATA'),
    conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
  }),
);

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
