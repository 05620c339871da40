import { describe, expect, it } from '@jest/globals';
import type { OccurrenceInput } from '../../src/occurrence/index.js';
import type { Snapshot } from '../../src/payload/snapshot.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const call = (status?: string): Partial<Snapshot> => ({
  callLog: { call_log_id: '14683239', ...(status === undefined ? {} : { status }) },
});
const WITHOUT_ID: Partial<Snapshot> = { callLog: { length_in_sec: '148', status: 'NI' } };
const AGAIN = { call: { disposition: 'NI' } };
const DECLARED = { declared: { kinds: ['redisposition'], leadAction: null } } as const;

describe('the event Redisposition', () => {
  it.each<[string, object, Partial<Snapshot>, Partial<OccurrenceInput>, Verdict, string, string]>([
    [
      'any, when a call is disposed once more',
      {},
      call('SALE'),
      AGAIN,
      'yes',
      'REDISPOSITION_MATCHES',
      'disposition is SALE; asked: any disposition',
    ],
    [
      'any, when it is the same one again',
      {},
      call('NI'),
      AGAIN,
      'yes',
      'REDISPOSITION_MATCHES',
      'disposition is NI; asked: any disposition',
    ],
    [
      'one of the named ones, in any case',
      { values: ['HU', ' sale'] },
      call('Sale '),
      AGAIN,
      'yes',
      'REDISPOSITION_MATCHES',
      'disposition is Sale; asked: HU or  sale',
    ],
    [
      'another one',
      { values: ['SALE'] },
      call('HU'),
      AGAIN,
      'no',
      'OTHER_DISPOSITION',
      'disposition is HU; asked: SALE',
    ],
    [
      'a first disposition',
      {},
      call('NI'),
      {},
      'no',
      'NOT_A_REDISPOSITION',
      'no redisposition: this was a disposition and a lead status change (NI)',
    ],
    [
      'a state after a disposition',
      {},
      call('INCALL'),
      AGAIN,
      'no',
      'NOT_A_REDISPOSITION',
      'no redisposition: this was a lead status change (INCALL)',
    ],
    ['a lead update', {}, {}, {}, 'no', 'NOT_A_REDISPOSITION', 'no redisposition: this was a lead update'],
    [
      'a disposition of a call without an id',
      {},
      WITHOUT_ID,
      {},
      'unknown',
      'FIELD_NOT_DELIVERED',
      "call_log_id was not delivered: map it in Convoso's Adaptor",
    ],
    [
      'another disposition of a call without an id',
      { values: ['SALE'] },
      WITHOUT_ID,
      {},
      'no',
      'OTHER_DISPOSITION',
      'disposition is NI; asked: SALE',
    ],
    [
      'a declared one without a code',
      {},
      call(),
      DECLARED,
      'yes',
      'REDISPOSITION_MATCHES',
      'disposition is without a code; asked: any disposition',
    ],
    [
      'a named one where no code came',
      { values: ['NI'] },
      call(),
      DECLARED,
      'unknown',
      'FIELD_NOT_DELIVERED',
      "status was not delivered: map it in Convoso's Adaptor",
    ],
  ])('asked for %s', (_what, asked, parts, input, verdict, code, reason) => {
    const event = eventOf({ type: 'REDISPOSITION', ...asked });
    const occurrence = occurrenceOf(parts, input);
    expect(event.test(occurrence)).toBe(verdict);
    expect(event.explain(occurrence)).toEqual({ verdict, code, reason });
  });

  it('is a disposition too, unless a workflow wants the first alone', () => {
    const occurrence = occurrenceOf(call('SALE'), AGAIN);
    expect(eventOf({ type: 'DISPOSITION' }).test(occurrence)).toBe('yes');
    expect(eventOf({ type: 'DISPOSITION', include: 'first' }).test(occurrence)).toBe('no');
  });
});
