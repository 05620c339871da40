import { describe, expect, it } from '@jest/globals';
import {
  DECODED_FIELD_NAMES,
  HUBSPOT_OUTCOMES,
  decodeDisposition,
  decodedField,
} from '../../src/disposition/index.js';

const SALE_AGAIN = {
  status: 'SOLD',
  name: 'Sold Again',
  final: true,
  reached: true,
  success: true,
  dnc: false,
  callback: false,
  contact: true,
  voicemail: false,
};

describe('a disposition in the words of the CRMs', () => {
  it.each([
    // code, HubSpot, Salesforce, Zoho (domain-facts C.7)
    ['SALE', 'Connected', 'Sale', 'Interested'],
    ['NI', 'Connected', 'Not Interested', 'Not interested'],
    ['CALLBK', 'Connected', 'Call Back', 'Requested call back'],
    ['HU', 'Connected', 'Hang Up', null],
    ['AL', 'Left voicemail', 'Left voicemail', null],
    ['AA', 'No answer', 'No answer', 'No response/Busy'],
    ['NA', 'No answer', 'No answer', 'No response/Busy'],
    ['B', 'Busy', 'Busy', 'No response/Busy'],
    ['DC', 'Wrong number', 'Wrong number', 'Invalid number'],
    ['XDROP', 'No answer', 'Dropped', null],
    ['CGT', 'No answer', 'Network', null],
  ])('%s is %s, %s and %s', (code, hubspot, salesforce, zoho) => {
    const outcomes = decodeDisposition(code).outcomes;
    expect(outcomes).toMatchObject({ logCall: true, salesforce, zoho });
    expect(outcomes.hubspot?.label).toBe(hubspot);
    expect(outcomes.hubspot?.id).toBe(HUBSPOT_OUTCOMES[hubspot as keyof typeof HUBSPOT_OUTCOMES]);
  });

  it('logs no call for a number that was suppressed and never dialled', () => {
    expect(decodeDisposition('DNCL').outcomes).toEqual({
      logCall: false,
      hubspot: null,
      salesforce: null,
      zoho: null,
    });
  });

  it.each(['N', 'ZZZZ'])('never guesses for %s, whose meaning is not known', (code) => {
    expect(decodeDisposition(code).outcomes).toEqual({
      logCall: true,
      hubspot: null,
      salesforce: null,
      zoho: null,
    });
  });

  it("goes by the account's own flags and name", () => {
    const outcomes = decodeDisposition('sold', [SALE_AGAIN]).outcomes;
    expect(outcomes).toMatchObject({ salesforce: 'Sold Again', zoho: 'Interested' });
  });
});

describe('a decoded field', () => {
  it.each([
    ['disposition_name', 'Not Interested'],
    ['disposition_group', 'connected'],
    ['disposition_reached', 'Y'],
    ['disposition_success', 'N'],
    ['disposition_hubspot_id', HUBSPOT_OUTCOMES.Connected],
    ['disposition_salesforce', 'Not Interested'],
    ['disposition_zoho', 'Not interested'],
  ] as const)('%s of NI is %s', (field, value) => {
    expect(decodedField(field, ' ni ')).toBe(value);
  });

  it.each(DECODED_FIELD_NAMES)('%s of an empty status is empty', (field) => {
    expect(decodedField(field, '')).toBe('');
  });

  it('of an unknown code says its code for a name and nothing else', () => {
    const told = DECODED_FIELD_NAMES.filter((field) => decodedField(field, 'ZZZZ') !== '');
    expect(told).toEqual(['disposition_name']);
    expect(decodedField('disposition_name', 'ZZZZ')).toBe('ZZZZ');
  });
});
