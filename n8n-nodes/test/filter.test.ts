import { describe, expect, it } from '@jest/globals';
import { OPERATORS } from '@convoso-connect/core';
import fc from 'fast-check';
import {
  executeFilterCondition,
  type FilterConditionValue,
  type FilterOperatorType,
  type IDataObject,
} from 'n8n-workflow';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { FILTER_OPERATORS } from '../nodes/ConvosoWorkflow/filter-operators';
import { failureOf, run } from './harness';

let leads = 0;

/** A call as the Convoso Trigger gives it, of a lead that no guard has met. */
function call(custom: IDataObject, lead: IDataObject = {}): IDataObject {
  leads += 1;
  return {
    kinds: ['disposition'],
    lead: { id: `filter-${leads}`, state: 'CA', ...lead },
    call: { call_log_id: '9', status: 'SALE' },
    extra: {},
    custom,
  };
}

function condition(leftValue: unknown, operator: string, rightValue: unknown = ''): IDataObject {
  const [type = '', operation = ''] = operator.split(':');
  return { id: 'c', leftValue, operator: { type, operation }, rightValue } as IDataObject;
}

function filter(conditions: readonly IDataObject[], more: IDataObject = {}): IDataObject {
  const options = { caseSensitive: false, leftValue: '', typeValidation: 'loose', version: 2 };
  return { options, conditions: [...conditions], combinator: 'and', ...more };
}

const asEvent = (value: unknown): IDataObject => ({
  events: { LEAD_FIELDS_AND_CALL_DATA: [{ conditionAs: 'filter', filter: value as IDataObject }] },
});

interface Decision {
  readonly outcome: string;
  readonly reason: string;
}

async function decided(parameters: IDataObject, item: IDataObject): Promise<Decision> {
  const { outputs } = await run(new ConvosoWorkflow(), { parameters, items: [item] });
  return outputs.flat()[0]?.json['decision'] as unknown as Decision;
}

const isFired = async (parameters: IDataObject, item: IDataObject) =>
  (await decided(parameters, item)).outcome === 'fired';

const OWN = '={{ $json.custom.own }}';

describe("n8n's filter as the conditions of Lead Fields & Call Data", () => {
  it('has names for operators of ours alone, each of them once', () => {
    expect([...FILTER_OPERATORS.values()].filter((operator) => !(operator in OPERATORS))).toEqual([]);
    expect(FILTER_OPERATORS.size).toBe(new Set(FILTER_OPERATORS.keys()).size);
    expect(new Set(FILTER_OPERATORS.values()).size).toBe(7);
  });

  // Convoso reads a lone "null" as nothing, and does not look at spaces around a text.
  const text = fc
    .string({ unit: fc.constantFrom('a', 'A', 'b', 'ß', ' ', '1', '-'), maxLength: 5 })
    .map((each) => each.trim());
  const filled = text.filter((each) => each !== '');
  const number = fc.integer({ min: -50, max: 50 }).map((each) => each / 4);
  const instant = fc
    .integer({ min: 0, max: 400 })
    .map((hours) => new Date(Date.UTC(2026, 0, 1, hours)).toISOString());
  const OPERANDS: Readonly<Record<string, fc.Arbitrary<readonly [string, string | number]>>> = {
    'string:equals': fc.tuple(text, text),
    'string:notEquals': fc.tuple(text, text),
    'string:contains': fc.tuple(text, filled),
    'string:startsWith': fc.tuple(text, filled),
    'string:empty': fc.tuple(text, fc.constant('')),
    'number:gt': fc.tuple(number.map(String), number),
    'number:lt': fc.tuple(number.map(String), number),
    'dateTime:after': fc.tuple(instant, instant),
    'dateTime:before': fc.tuple(instant, instant),
  };

  it.each([...FILTER_OPERATORS.keys()])('decides by %s as n8n itself would', async (operator) => {
    const operands = OPERANDS[operator];
    if (operands === undefined) throw new Error(`there are no operands for ${operator}`);
    await fc.assert(
      fc.asyncProperty(operands, async ([left, right]) => {
        const [type, operation] = operator.split(':') as [FilterOperatorType, string];
        const asked: FilterConditionValue = {
          id: 'c',
          leftValue: left,
          operator: { type, operation },
          rightValue: right,
        };
        const options = { caseSensitive: false, leftValue: '', typeValidation: 'loose', version: 2 } as const;
        const parameters = asEvent(filter([condition(OWN, operator, right)]));
        expect(await isFired(parameters, call({ own: left }))).toBe(executeFilterCondition(asked, options));
      }),
    );
  });

  it('asks for all of its conditions, on fields of the lead, of the call and of a flat item', async () => {
    const parameters = asEvent(
      filter([
        condition('={{ $json.lead.state }}', 'string:equals', 'ca'),
        condition('={{ $json["call"]["status"] }}', 'string:equals', 'SALE'),
        condition('custom.plan', 'string:startsWith', 'go'),
      ]),
    );
    expect(await isFired(parameters, call({ plan: 'gold' }))).toBe(true);
    expect(await isFired(parameters, call({ plan: 'gold' }, { state: 'NV' }))).toBe(false);
    expect(await isFired(parameters, call({ plan: 'silver' }))).toBe(false);
    const flat = { lead_id: 'filter-flat', call_log_id: '9', status: 'SALE', state: 'CA', plan: 'gold' };
    const flatly = asEvent(
      filter([
        condition('={{ $json.state }}', 'string:equals', 'CA'),
        condition('={{ $json.plan }}', 'string:equals', 'gold'),
      ]),
    );
    expect(await isFired(flatly, flat)).toBe(true);
    // As n8n's own Webhook node gives a delivery.
    const ofWebhook = asEvent(filter([condition('={{ $json.body.state }}', 'string:equals', 'CA')]));
    const wrapped = { headers: {}, params: {}, query: {}, body: { ...flat, lead_id: 'filter-wrapped' } };
    expect(await isFired(ofWebhook, wrapped)).toBe(true);
  });

  it("knows the lead's id as a call event has it", async () => {
    const { lead, ...others } = call({});
    const { id, ...fields } = lead as IDataObject;
    const item = { ...others, lead: { lead_id: id, ...fields } } as IDataObject;
    const asked = (value: unknown) =>
      asEvent(filter([condition('={{ $json.lead.lead_id }}', 'string:equals', value)]));
    expect(await isFired(asked(id), item)).toBe(true);
    expect(await isFired(asked('another'), item)).toBe(false);
  });

  it('takes a value on the right from an expression', async () => {
    const parameters = asEvent(filter([condition(OWN, 'string:equals', '={{ $json.lead.state }}')]));
    expect(await isFired(parameters, call({ own: 'CA' }))).toBe(true);
    expect(await isFired(parameters, call({ own: 'NV' }))).toBe(false);
  });

  it('does not take what was not delivered for empty, and says so', async () => {
    const parameters = asEvent(filter([condition(OWN, 'string:empty')]));
    expect(await decided(parameters, call({ own: '' }))).toMatchObject({ outcome: 'fired' });
    const { outcome, reason } = await decided(parameters, call({}));
    expect(outcome).not.toBe('fired');
    expect(reason).toMatch(/custom\.own was not delivered/);
  });

  it.each([
    ['a computed value', filter([condition('={{ $json.lead.state.toLowerCase() }}', 'string:equals', 'ca')])],
    ["another node's field", filter([condition("={{ $('Trigger').item.json.a }}", 'string:equals', 'ca')])],
    ['a part of the event that holds no fields', filter([condition('={{ $json.notes.x }}', 'string:empty')])],
    ['nothing', filter([condition('', 'string:equals', 'x')])],
  ])('refuses %s on the left', async (_, value) => {
    const failure = await failureOf(new ConvosoWorkflow(), { parameters: asEvent(value), items: [call({})] });
    expect(failure).toMatch(
      /^Event Lead Fields And Call Data, Conditions, Condition 1, First Value: This names no field[^]*Drag a field[^]*\(Item 0\)$/,
    );
  });

  it('refuses a name that reading turns into another, and says which', async () => {
    const parameters = asEvent(filter([condition('={{ $json.primary_phone }}', 'string:equals', '1')]));
    const item = { lead_id: 'filter-alias', primary_phone: '7735550167' };
    expect(await failureOf(new ConvosoWorkflow(), { parameters, items: [item] })).toMatch(
      /First Value: This is another name of phone_number\.[^]*Write phone_number there/,
    );
    const written = asEvent(filter([condition('phone_number', 'string:equals', '7735550167')]));
    expect(await isFired(written, item)).toBe(true);
  });

  it.each([
    'string:notContains',
    'string:endsWith',
    'string:regex',
    'string:exists',
    'string:notEmpty',
    'number:equals',
    'number:gte',
    'number:empty',
    'dateTime:empty',
    'dateTime:afterOrEquals',
    'boolean:true',
    'array:contains',
    'object:empty',
  ])('refuses %s, which none of our operators means', async (operator) => {
    const parameters = asEvent(filter([condition(OWN, operator, 'a')]));
    expect(await failureOf(new ConvosoWorkflow(), { parameters, items: [call({ own: 'a' })] })).toMatch(
      new RegExp(`Operator: Convoso has no operator that means this[^]*is equal to[^]*It is "${operator}"`),
    );
  });

  it.each([
    ['no condition', filter([]), /There is no condition/],
    ['OR', filter([condition(OWN, 'string:empty')], { combinator: 'or' }), /Combine them by AND/],
    [
      'the case of letters',
      filter([condition(OWN, 'string:empty')], { options: { caseSensitive: true } }),
      /Switch Ignore Case on/,
    ],
    ['nothing to compare with', filter([condition(OWN, 'string:contains', ' ')]), /Nothing is given/],
    ['a text as a number', filter([condition(OWN, 'number:gt', 'many')]), /This is no number/],
    ['a number as a date', filter([condition(OWN, 'dateTime:after', 5)]), /a number and no date/],
  ])('refuses %s', async (_, value, pattern) => {
    const parameters = asEvent(value);
    expect(await failureOf(new ConvosoWorkflow(), { parameters, items: [call({ own: 'a' })] })).toMatch(
      pattern,
    );
  });
});

describe("n8n's filter as Stop If", () => {
  it('looks at what the lead has come to, and not at the item that was held', async () => {
    const lead = { id: 'filter-90001', state: 'CA' };
    const node = { id: 'stop-node' };
    const parameters: IDataObject = {
      events: { DISPOSITION: [{}] },
      schedule: { minutes: 5 },
      guardrails: {
        stopIf: 'leadFilter',
        stopFilter: filter([condition('={{ $json.lead.state }}', 'string:equals', 'NV')]),
      },
    };
    const first = { ...call({}), lead, id: 'held-event' };
    const { outputs } = await run(new ConvosoWorkflow(), { parameters, items: [first], node });
    const held = outputs[1]?.[0]?.json ?? {};
    expect(held).toMatchObject({ decision: { outcome: 'later' } });
    const due = { ...(held['decision'] as IDataObject), dueAt: new Date(Date.now() - 1_000).toISOString() };
    const back = { ...held, decision: due };

    const unchanged = await run(new ConvosoWorkflow(), { parameters, items: [back], node });
    expect(unchanged.outputs.flat()[0]?.json).toMatchObject({ decision: { outcome: 'fired' } });

    const moved = { ...call({}), lead: { ...lead, state: 'NV' }, id: 'later-event' };
    await run(new ConvosoWorkflow(), { parameters, items: [moved], node });
    const stopped = await run(new ConvosoWorkflow(), { parameters, items: [back], node });
    expect(stopped.outputs.flat()[0]?.json).toMatchObject({
      decision: { outcome: 'cancelled', reason: expect.stringMatching(/lead\.state is "NV"/) },
    });
  });

  it('is asked together with the rows', async () => {
    const guardrails = { stopIf: 'leadFilter', stopFilter: filter([condition('lead.nonsense()', 'x:y')]) };
    const parameters: IDataObject = { events: { DISPOSITION: [{}] }, guardrails };
    expect(await failureOf(new ConvosoWorkflow(), { parameters, items: [call({})] })).toMatch(
      /Stop If the Lead Matches \(Filter\), Condition 1, Operator/,
    );
  });
});
