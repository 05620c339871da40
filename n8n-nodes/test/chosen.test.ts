import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { ConvosoAdaptor } from '../nodes/ConvosoAdaptor/ConvosoAdaptor.node';
import { properties } from '../nodes/ConvosoTrigger/properties';
import { readSettings } from '../nodes/ConvosoTrigger/settings';
import { ConvosoDisposition } from '../nodes/ConvosoDisposition/ConvosoDisposition.node';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { Given } from '../nodes/shared/given';
import { failureOf, run } from './harness';

let leads = 0;

function call(fields: IDataObject = {}, kinds: readonly string[] = ['disposition']): IDataObject {
  leads += 1;
  return {
    kinds: [...kinds],
    lead: { id: `chosen-${leads}`, created_by: '1012' },
    call: {
      call_log_id: '9',
      call_type: 'INBOUND',
      status: 'SALE',
      campaign_id: '111',
      list_id: '3343',
      queue_id: '301',
      ...fields,
    },
    extra: {},
    custom: {},
  };
}

/** As n8n keeps what was picked from a list. */
const picked = (value: unknown, mode = 'list') =>
  ({ __rl: true, mode, value, cachedResultName: 'Its Name' }) as IDataObject;
const rows = (...values: unknown[]) => ({ row: values.map((chosen) => ({ chosen })) }) as IDataObject;

async function fires(parameters: IDataObject, item: IDataObject): Promise<boolean> {
  const { outputs } = await run(new ConvosoWorkflow(), {
    parameters: { events: { DISPOSITION: [{}] }, fromAccount: true, ...parameters },
    items: [item],
  });
  return outputs[0]?.length === 1;
}

describe('N15: what is chosen from the lists of the account', () => {
  it.each<[string, IDataObject, IDataObject]>([
    ['campaigns', { relation: 'campaign', campaignIds: ['110', '111'] }, { campaign_id: '112' }],
    ['queues', { relation: 'queue', queueIds: ['301'] }, { queue_id: '302' }],
    ['lists', { relation: 'list', lists: rows(picked('3343'), picked('3344', 'id')) }, { list_id: '1' }],
    ['statuses', { events: { DISPOSITION: [{ statuses: ['APPT', 'SALE'] }] } }, { status: 'NI' }],
    [
      'what is typed for them by an expression',
      { relation: 'campaign', campaignIds: '110, 111' },
      { campaign_id: '1' },
    ],
    ['an ID that an expression gives for a list', { relation: 'list', lists: rows(3343) }, { list_id: '1' }],
  ])('decides where a workflow applies: %s', async (_, parameters, elsewhere) => {
    expect(await fires(parameters, call())).toBe(true);
    expect(await fires(parameters, call(elsewhere))).toBe(false);
  });

  it('decides about status changes, redispositions and users', async () => {
    const users = (...ids: string[]) => ({ SUBMITTED_BY: [{ users: rows(...ids.map((id) => picked(id))) }] });
    expect(await fires({ events: users('7', '1012') }, call())).toBe(true);
    expect(await fires({ events: users('7') }, call())).toBe(false);
    const again = { events: { REDISPOSITION: [{ statuses: ['SALE'] }] } };
    expect(await fires(again, call({}, ['redisposition']))).toBe(true);
    expect(await fires(again, call({ status: 'NI' }, ['redisposition']))).toBe(false);
    const change = { events: { LEAD_STATUS: [{ toStatuses: ['SALE'] }] } };
    expect(await fires(change, call({}, ['leadStatus']))).toBe(true);
    expect(await fires(change, call({ status: 'NI' }, ['leadStatus']))).toBe(false);
  });

  it('is typed for what Convoso has no list of', async () => {
    const parameters = { relation: 'inboundNumber', relationIds: '7735550167' };
    expect(await fires(parameters, call({ inbound_number: '7735550167' }))).toBe(true);
    expect(await fires(parameters, call({ inbound_number: '7735550168' }))).toBe(false);
  });

  it('takes the place of what is typed, and is no part of it where codes are typed', async () => {
    const both = { DISPOSITION: [{ values: 'NI', statuses: ['SALE'] }] };
    expect(await fires({ events: both }, call())).toBe(true);
    expect(await fires({ events: both, fromAccount: false }, call())).toBe(false);
  });

  it.each<[IDataObject, RegExp]>([
    [
      { relation: 'campaign', campaignIds: [] },
      /^Campaign Names or IDs: None is named, so nothing could ever fire/,
    ],
    [{ relation: 'list', lists: {} }, /^Lists: None is named/],
    [{ relation: 'list', lists: rows(picked('')) }, /^List 1, List: None is chosen\.[^]*remove the row/],
    [{ relation: 'list', lists: rows(picked({ a: 1 })) }, /^List 1, List: This is not a choice from a list/],
    [{ relation: 'queue', queueIds: { a: 1 } }, /^Queue Names or IDs: This is not a list of texts/],
    [{ events: { SUBMITTED_BY: [{ users: {} }] } }, /^Event Submitted By, Users: None is chosen/],
    [{ fromAccount: 'perhaps' }, /^Choose From Account Lists: This is not true or false/],
  ])('%j is refused and says what to do', async (parameters, pattern) => {
    const all = { events: { DISPOSITION: [{}] }, fromAccount: true, ...parameters };
    expect(await failureOf(new ConvosoWorkflow(), { parameters: all, items: [call()] })).toMatch(pattern);
  });

  it('filters what starts the trigger', () => {
    const settings = (values: IDataObject) => {
      const source = {
        resolved: (name: string, fallback: unknown) =>
          Object.hasOwn(values, name) ? values[name] : fallback,
        written: () => undefined,
      };
      return readSettings(new Given(source, properties, (...told) => new Error(told.join(' ')))).filters;
    };
    const filters = { campaigns: '1', dispositions: 'NI', campaignIds: ['111'], statuses: ['SALE', 'APPT'] };
    expect(settings({ fromAccount: true, filters })).toMatchObject({
      campaigns: ['111'],
      dispositions: ['SALE', 'APPT'],
    });
    expect(settings({ filters })).toMatchObject({ campaigns: ['1'], dispositions: ['NI'] });
  });

  it('is the code that is decoded', async () => {
    const decoded = async (parameters: IDataObject) => {
      const { outputs } = await run(new ConvosoDisposition(), { parameters, items: [{ status: 'SALE' }] });
      return (outputs[0]?.[0]?.json['disposition'] as IDataObject)['code'];
    };
    expect(await decoded({ code: picked('NI') })).toBe('NI');
    expect(await decoded({ code: picked('', 'id') })).toBe('SALE');
    expect(await decoded({})).toBe('SALE');
  });
});

describe('the custom fields of the account in the adaptor', () => {
  const mapping = (value: unknown) =>
    ({ mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] }) as IDataObject;
  const ITEM = { lead_id: '7', first_name: 'Test', field_1: 'blue', field_13: 'gold' };

  it('are sent under the names that are written beside them, with the rows', async () => {
    const parameters: IDataObject = {
      fromAccount: true,
      customFields: mapping({ field_13: 'plan, tier', field_1: '', field_84: null }),
      rows: { row: [{ field: 'lead.first_name', mappedTo: 'name' }] },
    };
    const { outputs } = await run(new ConvosoAdaptor(), { parameters, items: [ITEM] });
    expect(outputs[0]?.[0]?.json).toEqual({ name: 'Test', plan: 'gold', tier: 'gold' });
    const typed = { ...parameters, fromAccount: false };
    const without = await run(new ConvosoAdaptor(), { parameters: typed, items: [ITEM] });
    expect(without.outputs[0]?.[0]?.json).toEqual({ name: 'Test' });
  });

  it('are found in a lead as the Convoso node gives it', async () => {
    const parameters = { fromAccount: true, customFields: mapping({ field_13: 'plan' }) };
    const found = { id: '7', first_name: 'Test', other: { field_13: 'gold' } };
    const { outputs } = await run(new ConvosoAdaptor(), { parameters, items: [found] });
    expect(outputs[0]?.[0]?.json).toEqual({ plan: 'gold' });
  });

  it('take the place of what a preset sends under the same name', async () => {
    const parameters: IDataObject = {
      fromAccount: true,
      preset: 'salesforceNewLead',
      customFields: mapping({ field_13: 'LastName' }),
    };
    const { outputs } = await run(new ConvosoAdaptor(), { parameters, items: [ITEM] });
    expect(outputs[0]?.[0]?.json).toMatchObject({ LastName: 'gold' });
  });

  it('are hinted at where they were not delivered', async () => {
    const parameters = { fromAccount: true, customFields: mapping({ field_84: 'score' }) };
    const { hints } = await run(new ConvosoAdaptor(), { parameters, items: [ITEM] });
    expect(hints.map(({ message }) => message)).toEqual([
      expect.stringContaining('custom.field_84 was not delivered this time'),
    ]);
  });

  it.each<[unknown, RegExp]>([
    [mapping({ field_13: 5 }), /^Custom Fields, field_13: This is not a text[^]*It is 5/],
    [mapping({ field_13: '__proto__' }), /^Custom Fields, field_13: This name can corrupt/],
    [mapping('text'), /^Custom Fields: This is not a mapping/],
    [7, /^Custom Fields: This is not a mapping/],
    [mapping(null), /Nothing is mapped/],
  ])('%j is refused', async (customFields, pattern) => {
    const parameters = { fromAccount: true, customFields } as IDataObject;
    expect(await failureOf(new ConvosoAdaptor(), { parameters, items: [ITEM] })).toMatch(pattern);
  });
});
