import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Endpoint } from '../../src/convoso-api/endpoint.js';
import { CONVOSO_ENDPOINTS } from '../../src/convoso-api/endpoints.js';
import type { ParameterType } from '../../src/convoso-api/parameter.js';
import { prepare } from '../../src/convoso-api/prepare.js';
import { oneOf } from '../../src/convoso-api/rule.js';

const { leads, callbacks, lists, statuses, dnc } = CONVOSO_ENDPOINTS;
const LEAD = { list_id: 3343, phone_number: '7735550167' };

const messages = (endpoint: Endpoint, args: object) =>
  prepare(endpoint, args).errors.map(({ message }) => message);
const warned = (args: object) =>
  prepare(leads.insert, { ...LEAD, ...args }).warnings.map(({ parameter }) => parameter);
const sent = (endpoint: Endpoint, args: object) => Object.fromEntries(prepare(endpoint, args).given);

describe('what is wrong with the arguments of a call', () => {
  it('is told all at once, by name', () => {
    const args = {
      phone_number: 'call me',
      check_dup: 5,
      hopper_priority: 120,
      hopper_expires_in: 301,
      reject_by_carrier_type: 'MOBILE,FAX',
      status: 'Not Interested',
      email: 'nobody',
      colour: 'green',
    };
    expect(messages(leads.insert, args)).toEqual([
      'list_id is required.',
      'phone_number must be 7 to 15 digits; got "call me".',
      'status must be an abbreviation of 1 to 6 letters and digits, such as NI, and no name; got "Not Interested".',
      'email must be an e-mail address; got "nobody".',
      'check_dup must be one of 0, 1, 2, 3, 4; got 5.',
      'hopper_priority must be a whole number from 0 to 99; got 120.',
      'hopper_expires_in must be a whole number from 1 to 300; got 301.',
      'reject_by_carrier_type must be one of MOBILE, VOIP, LANDLINE; got "MOBILE,FAX".',
      "colour is no parameter of this call; an account's own fields go under custom.",
    ]);
  });

  it.each([
    [
      callbacks.insert,
      { callback_time: '2026-11-23 02:30 PM' },
      /^callback_time must be written YYYY-MM-DD HH:MM:SS, on the 24-hour/,
    ],
    [callbacks.insert, { callback_time: '2026-02-30 14:30:00' }, /^callback_time must be a date that exists/],
    [callbacks.insert, { callback_time: '2026-02-03 24:00:00' }, /^callback_time must be a date that exists/],
    [
      callbacks.insert,
      { callback_time_zone: 'America/New_York' },
      /^callback_time_zone must be decimal hours from GMT, such as -5.00/,
    ],
    [callbacks.insert, { callback_time_zone: '-5:00' }, /^callback_time_zone must be/],
    [callbacks.insert, { callback_time_zone: '5.30' }, /half an hour is .50/],
    [callbacks.insert, { callback_time_zone: '' }, /^callback_time_zone is required/],
    [callbacks.insert, { callback_time_zone: 15 }, /^callback_time_zone must be/],
    [callbacks.insert, { recipient: 'Everybody' }, /^recipient must be one of System, Personal/],
    [callbacks.search, { start_date: '2026-11-23 00:00:00' }, /^start_date must be written YYYY-MM-DD;/],
    [
      leads.search,
      { created_at_start_date: '23.11.2026' },
      /^created_at_start_date must be written YYYY-MM-DD or/,
    ],
    [lists.insert, { name: 'Too short' }, /^name must be 10 to 30 letters/],
    [lists.insert, { name: 'Solar West (2026)' }, /^name must be 10 to 30 letters/],
    [lists.insert, { name: 'A name of more than thirty signs' }, /^name must be 10 to 30 letters/],
    [lists.insert, { description: 'a'.repeat(256) }, /^description must be a text of 255 characters at most/],
    [statuses.insert, { status: 'X' }, /^status must be an abbreviation of 2 to 6/],
    [statuses.update, { final: '' }, /^final must be Y or N; got ""/],
    [statuses.update, { hex_color: '#6711d1' }, /^hex_color must be six hexadecimal digits without #/],
    [statuses.search, {}, /^query is required/],
    [dnc.insert, { phone_code: 'US' }, /^phone_code must be 1 to 4 digits/],
    [dnc.delete, { update_lead_status: true }, /^lead_status is required when update_lead_status is 1/],
    [
      leads.update,
      { lead_id: { id: 1 } },
      /^lead_id must be digits, such as 1364887; got a value of type object/,
    ],
    [leads.update, { lead_id: 1.5 }, /^lead_id must be digits/],
    [leads.update, { lead_id: 1, city: ['Reno'] }, /^city must be a text; got a list/],
    [
      leads.update,
      { lead_id: 1, city: { name: 'Reno' } },
      /^city must be a text; got a value of type object/,
    ],
    [leads.update, { lead_id: 1, city: 10n }, /^city must be a text; got a value of type bigint/],
    [leads.update, { lead_id: 1, city: Number.NaN }, /^city must be a text; got NaN/],
    [leads.update, { lead_id: 1, custom: 'plan' }, /^custom must be an object of Field Names/],
    [leads.update, { lead_id: 1, custom: { plan: {} } }, /^custom.plan must be a text/],
    [leads.update, { lead_id: 1, custom: { 'plan[a]': 'B' } }, /^custom cannot hold plan\[a\]/],
  ])('%#: %o', (endpoint, args, message) => {
    expect(messages(endpoint, args).join('\n')).toMatch(new RegExp(message.source, 'm'));
  });

  it('shows no more of a value than is needed to find it', () => {
    const [message = ''] = messages(statuses.search, { query: ['secret'] });
    expect(message).toBe('query must be a text; got a list.');
    expect(messages(leads.update, { lead_id: 'x'.repeat(500) })[0]?.length).toBeLessThan(150);
  });

  it('is judged by rules only where the values themselves are right', () => {
    const endpoint: Endpoint = {
      ...leads.delete,
      parameters: { lead_id: 'id' },
      rules: [oneOf('lead_id', 'b')],
    };
    expect(messages(endpoint, {})).toEqual(['lead_id is required.']);
  });
});

describe('the hopper', () => {
  it('has priorities only together with hopper', () => {
    expect(messages(leads.insert, { ...LEAD, hopper_priority: 5 })).toEqual([
      'hopper_priority is only sent together with hopper.',
    ]);
    expect(messages(leads.insert, { ...LEAD, hopper_priority: 5, hopper: false })).toHaveLength(1);
    expect(sent(leads.insert, { ...LEAD, hopper_priority: 0, hopper: 'true' })).toMatchObject({
      hopper: '1',
      hopper_priority: '0',
    });
  });

  it('takes the time until it lets a lead go as it is', () => {
    expect(sent(leads.insert, { ...LEAD, hopper: 1, hopper_expires_in: '300' })['hopper_expires_in']).toBe(
      '300',
    );
    expect(warned({ hopper_expires_in: 5 })).toEqual(['hopper_expires_in']);
  });
});

describe('carrier types', () => {
  it.each([
    ['mobile', 'MOBILE'],
    ['VoIP,Landline', 'VOIP,LANDLINE'],
    [['Mobile', ' voip '], 'MOBILE,VOIP'],
  ])('%j are sent as %s', (types, expected) => {
    expect(sent(leads.insert, { ...LEAD, reject_by_carrier_type: types })['reject_by_carrier_type']).toBe(
      expected,
    );
  });

  it('of all three kinds come with a warning; twice the same is one', () => {
    const key = { criteria_key: 'k' };
    expect(warned({ ...key, reject_by_carrier_type: 'MOBILE,VOIP,LANDLINE' })).toEqual([
      'reject_by_carrier_type',
    ]);
    expect(warned({ ...key, reject_by_carrier_type: 'MOBILE,VOIP,MOBILE' })).toEqual([]);
  });
});

describe('checks of an inserted lead', () => {
  it('come with a warning where they may do nothing', () => {
    expect(warned({ check_dup: 1, check_wireless: true })).toEqual(['criteria_key']);
    expect(warned({ check_dup: 1, criteria_key: 'k' })).toEqual([]);
    expect(warned({ check_dup: 0, check_dnc: false })).toEqual([]);
    expect(warned({ check_dup: 0, check_dup_archive: 1, criteria_key: 'k' })).toEqual(['check_dup_archive']);
  });
});

describe('what is sent', () => {
  it('is what is given: null and undefined are not, an empty text is', () => {
    expect(sent(leads.update, { lead_id: 1, city: '', state: null, email: undefined, user_id: '' })).toEqual({
      lead_id: '1',
      city: '',
      user_id: '',
    });
  });

  it('are digits of a phone number, without what people put between them', () => {
    const phones = ['7735550167', 7735550167, '773-555-0167', '(773) 555 0167', '773.555.0167'];
    for (const phone_number of phones) {
      expect(sent(leads.update, { lead_id: 1, phone_number })['phone_number']).toBe('7735550167');
    }
    for (const phone_number of [
      ' +1 773 555 0167',
      '1-773-555-0167',
      '001 773 555 0167',
      '7735550167 ext. 12',
    ]) {
      expect(sent(leads.update, { lead_id: 1, phone_number })['phone_number']).toBe('7735550167');
    }
    expect(sent(leads.update, { lead_id: 1, phone_number: '+44 (0)20 7946 0123' })['phone_number']).toBe(
      '442079460123',
    );
  });

  it.each([
    ['+44 20 7946 0018', '44', '2079460018'],
    ['0044 20 7946 0018', '44', '2079460018'],
    ['011 44 20 7946 0018', '+44', '2079460018'],
    ['+44 (0)20 7946 0018', 44, '2079460018'],
    ['+1 773 555 0167', '1', '7735550167'],
    // Nothing says that these digits are a country code: without them it would be somebody else's number.
    ['44 20 7946 0018', '44', '442079460018'],
    ['520-555-0167', '52', '5205550167'],
    ['1-520-555-0167', '52', '5205550167'],
    ['+44 20 7946 0018', '49', '442079460018'],
  ])('is a number without the code beside it: %j with %j is %s', (phone_number, phone_code, digits) => {
    expect(sent(leads.update, { lead_id: 1, phone_number, phone_code })).toMatchObject({
      phone_number: digits,
      phone_code: String(phone_code).replace('+', ''),
    });
  });

  it('is the code that a number came with, so that a lead of another country is not dialled there', () => {
    const of = (phone_number: string) => sent(leads.update, { lead_id: 1, phone_number })['phone_code'];
    expect(['+1 773 555 0167', '1-773-555-0167', '0017735550167'].map(of)).toEqual(['1', '1', '1']);
    expect(['773 555 0167', '+44 20 7946 0018'].map(of)).toEqual([undefined, undefined]);
  });

  it('is a list with commas and without blanks', () => {
    const { agentMonitor, agentPerformance } = CONVOSO_ENDPOINTS;
    expect(sent(agentMonitor.search, { campaign_id: [102, '104'], user_id: '7, 8', queue_id: 9 })).toEqual({
      campaign_id: '102,104',
      queue_id: '9',
      user_id: '7,8',
    });
    expect(sent(agentPerformance.search, { status_ids: [' NI', 'SALE '] })).toEqual({
      status_ids: 'NI,SALE',
    });
  });

  it('goes under both names where documents differ', () => {
    expect(sent(callbacks.update, { callback_id: 1, status: 'dismissed' })).toEqual({
      callback_id: '1',
      status: 'Dismissed',
      callback_status: 'Dismissed',
    });
    expect(sent(CONVOSO_ENDPOINTS.smsOptOut.search, { reason: 'DNC' })).toEqual({
      reason: 'DNC',
      Reason: 'DNC',
    });
  });

  it('never is anything but a text, whatever is given', () => {
    const endpoints = Object.values(CONVOSO_ENDPOINTS).flatMap((group) => Object.values<Endpoint>(group));
    const value = fc.oneof(fc.anything(), fc.string(), fc.integer().map(String), fc.boolean());
    fc.assert(
      fc.property(
        fc
          .constantFrom(...endpoints)
          .chain((endpoint) =>
            fc.tuple(
              fc.constant(endpoint),
              fc.dictionary(
                fc.constantFrom(...Object.keys(endpoint.parameters), 'unknown', '__proto__'),
                value,
              ),
            ),
          ),
        ([endpoint, args]) => {
          const { given, errors, warnings } = prepare(endpoint, args);
          for (const [name, text] of given) {
            expect([typeof name, typeof text]).toEqual(['string', 'string']);
            expect(name).not.toMatch(/[[\]]|^auth_token$/);
          }
          for (const { message, parameter } of [...errors, ...warnings]) {
            expect(message).toContain(parameter);
            expect(message).toMatch(/\.$/);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is the same when it is given again', () => {
    const examples: Readonly<Partial<Record<ParameterType, unknown>>> = {
      id: 12,
      ids: [1, 2],
      texts: ['a', 'b'],
      flag: true,
      yesNo: false,
      phone: '(773) 555-0167',
      zone: -5,
      choices: 'mobile',
    };
    for (const [type, value] of Object.entries(examples)) {
      const parameter = { type: type as ParameterType, options: ['MOBILE'] };
      const endpoint: Endpoint = { path: 'a/b', access: 'read', parameters: { a: parameter } };
      const once = sent(endpoint, { a: value });
      expect(sent(endpoint, once)).toEqual(once);
    }
  });
});
