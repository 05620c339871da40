import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { normalisePhone } from '../../src/fields/index.js';
import { callLogIdOf, leadIdOf, leadKeyOf, phoneOf } from '../../src/occurrence/index.js';
import type { Snapshot } from '../../src/payload/snapshot.js';
import { snapshotOf } from './sample.js';

describe('the key of a lead', () => {
  it.each<[string, Partial<Snapshot>, string | null]>([
    ['the lead id', { lead: { id: '1364887', phone_number: '7735550167' } }, 'lead:1364887'],
    ['the lead id of the call', { callLog: { lead_id: ' 1364887 ' } }, 'lead:1364887'],
    [
      'the phone where the id is 0',
      { callLog: { lead_id: '0', phone_number: '7735550167' } },
      'phone:7735550167',
    ],
    ['the phone where the id is empty', { lead: { id: '', phone_number: '7735550167' } }, 'phone:7735550167'],
    [
      'the phone where the id is the text null',
      { lead: { id: 'null', phone_number: '7735550167' } },
      'phone:7735550167',
    ],
    ['the id of the call where the lead has none', { lead: { id: '' }, callLog: { lead_id: '5' } }, 'lead:5'],
    [
      'the id of the call where that of the lead is 0',
      { lead: { id: '0' }, callLog: { lead_id: '5' } },
      'lead:5',
    ],
    [
      "the call's phone where the lead has none",
      { lead: { phone_number: '' }, callLog: { phone_number: '7735550167' } },
      'phone:7735550167',
    ],
    [
      "the lead's phone before the call's",
      { lead: { phone_number: '7735550168' }, callLog: { phone_number: '7735550167' } },
      'phone:7735550168',
    ],
    ['none at all', {}, null],
    ['none, with an id of 0 and a phone of zeros', { lead: { id: '000', phone_number: '0000000000' } }, null],
    ['none, with a phone too short to tell callers apart', { lead: { phone_number: '911' } }, null],
    [
      'none, whatever the custom fields are called',
      { custom: { lead_id: '5', id: '5', phone_number: '7735550167' } },
      null,
    ],
  ])('is %s', (_what, parts, key) => {
    expect(leadKeyOf(snapshotOf(parts))).toBe(key);
  });

  it('never lets an id and a phone of the same digits share', () => {
    const byId = leadKeyOf(snapshotOf({ lead: { id: '7735550167' } }));
    expect(byId).not.toBe(leadKeyOf(snapshotOf({ lead: { phone_number: '7735550167' } })));
  });

  it('tells the id without the phone, and the phone without the id', () => {
    const both = snapshotOf({ lead: { id: '5', phone_number: '(773) 555-0167' } });
    expect([leadIdOf(both), phoneOf(both)]).toEqual(['5', '7735550167']);
    expect([leadIdOf(snapshotOf()), phoneOf(snapshotOf())]).toEqual([null, null]);
  });
});

describe('a phone number', () => {
  it.each([
    ['7735550167', '7735550167'],
    ['17735550167', '7735550167'],
    ['+17735550167', '7735550167'],
    ['+1 (773) 555-0167', '7735550167'],
    ['773.555.0167 ', '7735550167'],
    ['+44 20 7946 0958', '442079460958'],
    ['5550167', '5550167'],
    ['10000000000', null],
    ['0000000', null],
    ['555016', null],
    ['', null],
    ['unknown', null],
  ])('%j is %j', (text, expected) => {
    expect(normalisePhone(text)).toBe(expected);
  });

  it('is the same however ten digits are punctuated, with or without the leading 1', () => {
    const digits = fc.stringMatching(/^[2-9]\d{9}$/);
    const mark = fc.constantFrom('', ' ', '-', '.', '(', ') ', '+');
    fc.assert(
      fc.property(digits, fc.constantFrom('', '1', '+1'), fc.array(mark), (number, prefix, marks) => {
        const written = Array.from(number, (digit, index) => (marks[index] ?? '') + digit).join('');
        expect(normalisePhone(prefix + written)).toBe(number);
      }),
    );
  });

  it('once normal, stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d +()-]{0,16}$/)), (text) => {
        const once = normalisePhone(text);
        fc.pre(once?.length !== 11);
        expect(once === null ? null : normalisePhone(once)).toBe(once);
      }),
    );
  });
});

describe('the call of a delivery', () => {
  it.each<[Partial<Snapshot>, string | null]>([
    [{ callLog: { call_log_id: ' 14683239 ' } }, '14683239'],
    [{ callLog: { call_log_id: '' } }, null],
    [{ callLog: { call_log_id: 'null' } }, null],
    [{ callLog: { call_log_id: '0' } }, null],
    [{ callLog: { call_log_id: 'call_log_id' } }, null],
    [{ callLog: { call_log_id: '{"id":7}' } }, null],
    [{ custom: { call_log_id: '14683239' } }, null],
  ])('of %j is %j', (parts, id) => {
    expect(callLogIdOf(snapshotOf(parts))).toBe(id);
  });
});
