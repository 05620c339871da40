import { describe, expect, it } from '@jest/globals';
import app from 'convoso-connect-zapier';
import type { PlainInputField } from 'zapier-platform-core';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { destination, type Reply } from '../support/destination.js';
import { WORKING_ACTIONS, WORKING_SEARCHES } from './working-steps.js';
import { failureOf, zap, type Values } from './zap.js';

const LEAD = { list_id: LIST, phone_number: '7735550167' };

/** What only those read who write the configuration document, or call Convoso's API. */
const NOT_OF_A_FORM =
  /\b[a-z]+_[a-z_]+\b|workflows\[|endpoints\[|adaptors\[|expect\.|settings\.|retry is|call again|NaN/;

describe('a refusal tells people what their form says', () => {
  it.each<[string, Values, string]>([
    ['insert_lead', { list_id: LIST }, 'Phone Number is required.'],
    ['insert_lead', {}, 'List is required.'],
    [
      'insert_lead',
      { ...LEAD, phone_number: 'list_id' },
      'Phone Number must be 7 to 15 digits; got "list_id"',
    ],
    ['insert_lead', { ...LEAD, hopper_priority: '5' }, 'Hopper Priority is only sent together with Hopper'],
    ['insert_lead', { ...LEAD, check_dup: 'Everywhere' }, 'Check for Duplicates is "Everywhere"'],
    ['insert_lead', { ...LEAD, reject_by_carrier_type: ['Pigeon'] }, 'Choose one of: Mobile, VoIP, Landline'],
    ['log_revenue', { call_log_id: '7' }, 'One of Revenue and Return needs a value.'],
    ['log_revenue', { call_log_id: '14683239@NI', revenue: '5' }, 'Call Log must be digits'],
    ['update_call_log', { call_log_id: '7' }, 'needs a value'],
    [
      'schedule_callback',
      { lead_id: '7', recipient: 'anyone', callback_time: '2030-01-01 12:00' },
      'Recipient',
    ],
    [
      'schedule_callback',
      { lead_id: '7', recipient: 'Personal', callback_time: '2030-01-01 12:00' },
      'User is required when Recipient is Personal.',
    ],
    ['update_field', { lead_id: '7', field: 'title', operation: 'add', value: 'many' }, 'Amount is "many"'],
    ['match_rules', { events: [] }, 'Events'],
    ['match_rules', { events: ['DISPOSITION'], performActionOn: 'half' }, 'Perform Action On (Percent)'],
    ['match_rules', { events: ['DISPOSITION'], performActionOn: 'half' }, '"half"'],
    [
      'match_rules',
      {
        events: ['LEAD_FIELDS_AND_CALL_DATA'],
        conditions: [{ field: 'lead.city', operator: 'within', value: '', unit: 'hours' }],
      },
      'Value (received',
    ],
    ['send_to_endpoint', { requestMethod: '', preset: 'baltoStartStop' }, 'Request Method'],
    ['send_to_endpoint', { requestMethod: 'POST' }, 'Ready Adaptor'],
    ['send_to_endpoint', { requestMethod: 'GET', apiUrl: 'crm.example.test' }, 'API URL'],
    ['send_to_endpoint', { requestMethod: 'GET', expectedStatus: '200-299' }, 'Expected Statuses'],
    [
      'send_to_endpoint',
      { requestMethod: 'GET', apiUrl: 'https://u:p@crm.example.test/' },
      'Authorization Header',
    ],
    [
      'send_to_endpoint',
      { requestMethod: 'GET', apiIntegrator: 'HubSpot (v3)' },
      'Set Request Method to POST',
    ],
  ])('%s with %j: %s', async (key, inputs, words) => {
    const zapier = await zap();
    zapier.convoso.leads.add({ ...LEAD, id: '7' });
    const given = key === 'send_to_endpoint' ? { apiUrl: 'https://crm.example.test/', ...inputs } : inputs;
    const { message } = await failureOf(zapier.create(key, given));
    expect(message).toContain(words);
    expect(message.replaceAll(/"[^"]*"/g, '')).not.toMatch(NOT_OF_A_FORM);
  });

  it.each<[string, Reply | 'hang up', Values]>([
    ['an empty answer', { status: 204, body: '' }, { expectedResult: 'truthy' }],
    ['another word', { status: 200, body: '{"id":"later"}' }, { expectedValues: ['accepted'] }],
    ['another status', { status: 409, body: '{"id":1}' }, { expectedStatus: '2xx' }],
    ['a status that is told', { status: 409, body: '{}' }, { expectedResult: 'truthy' }],
    ['an error of its own', { status: 500, body: '' }, {}],
    ['a cut connection', 'hang up', {}],
    ['too much at once', { status: 429, body: '' }, {}],
    ['a redirect', { status: 302, body: '', headers: { location: '/done' } }, {}],
    [
      'a redirect that is named',
      { status: 303, body: '', headers: { location: '/done' } },
      { expectedResult: 'any' },
    ],
  ])('of a system with %s', async (_what, reply, inputs) => {
    const [zapier, crm] = await Promise.all([zap(), destination(() => reply)]);
    const given = { apiUrl: crm.url, allowHttp: 'true', requestMethod: 'GET', responseKey: 'id', ...inputs };
    const { message } = await failureOf(zapier.create('send_to_endpoint', given));
    expect(message).not.toMatch(NOT_OF_A_FORM);
  });
});

/** The fields that the form of each step marks as required. */
const REQUIRED = (
  [
    ['create', app.creates, WORKING_ACTIONS],
    ['search', app.searches, WORKING_SEARCHES],
  ] as const
).flatMap(([kind, steps, working]) =>
  Object.entries(working).flatMap(([key, inputs]) => {
    const fields = (steps[key]?.operation.inputFields ?? []) as readonly PlainInputField[];
    return fields
      .filter(({ required }) => required === true)
      .map((field) => [key, field.label ?? '', { kind, field, inputs }] as const);
  }),
);

describe('a field that the form requires, and that is empty in a run', () => {
  it.each(REQUIRED)('of %s is named by its label: %s', async (key, label, { kind, field, inputs }) => {
    const [zapier, crm] = await Promise.all([zap(), destination(() => ({ status: 200, body: '{"id":1}' }))]);
    const given = { ...inputs(zapier.convoso, crm.url), [field.key]: '' };
    expect((await failureOf(zapier[kind](key, given))).message).toContain(label);
  });
});

describe('a choice', () => {
  it('is taken by the label that the form shows', async () => {
    const zapier = await zap();
    await zapier.create('insert_lead', { ...LEAD, check_dup: 'In the Account' });
    const twice = await failureOf(zapier.create('insert_lead', { ...LEAD, check_dup: 'in the account' }));
    expect(twice.message).toContain('6009');
    expect(zapier.convoso.leads.all()).toHaveLength(1);
  });
});

describe('a system that says 409 of what it has already', () => {
  it('is no failure with the expectation that the documentation names', async () => {
    const [zapier, crm] = await Promise.all([
      zap(),
      destination(() => ({ status: 409, body: '{"error":"exists"}' })),
    ]);
    const given = { apiUrl: crm.url, allowHttp: 'true', requestMethod: 'GET', responseKey: 'id' };
    const expected = { expectedStatus: '2xx, 409', expectedResult: 'Any Answer, Also an Empty One' };
    expect(await zapier.create('send_to_endpoint', { ...given, ...expected })).toMatchObject({ status: 409 });
  });
});
