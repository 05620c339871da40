import { describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../src/payload/snapshot.js';
import type { OccurrenceInput } from '../../src/occurrence/index.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const call = (status?: string): Partial<Snapshot> => ({
  callLog: { call_log_id: '14683239', ...(status === undefined ? {} : { status }) },
});
const REDISPOSED = { call: { disposition: 'NI' } };
const DECLARED = { declared: { kinds: ['disposition'], leadAction: null } } as const;

describe('the event Disposition', () => {
  it.each<[string, object, Partial<Snapshot>, Partial<OccurrenceInput>, Verdict, string]>([
    ['any, when one is set', {}, call('NI'), {}, 'yes', 'DISPOSITION_MATCHES'],
    ['one of the named ones', { values: ['SALE', 'NI'] }, call('NI'), {}, 'yes', 'DISPOSITION_MATCHES'],
    ['in any case and with blanks', { values: [' ni '] }, call('Ni '), {}, 'yes', 'DISPOSITION_MATCHES'],
    ['another one', { values: ['SALE'] }, call('NI'), {}, 'no', 'OTHER_DISPOSITION'],
    ['a state', {}, call('INCALL'), {}, 'no', 'NOT_A_DISPOSITION'],
    ['a state that is named', { values: ['INCALL'] }, call('INCALL'), {}, 'no', 'NOT_A_DISPOSITION'],
    ['a status without a call', {}, { lead: { status: 'NI' } }, {}, 'no', 'NOT_A_DISPOSITION'],
    ['a lead update', {}, {}, {}, 'no', 'NOT_A_DISPOSITION'],
    ['a redisposition', { values: ['SALE'] }, call('SALE'), REDISPOSED, 'yes', 'DISPOSITION_MATCHES'],
    [
      'a redisposition where only the first counts',
      { include: 'first' },
      call('NI'),
      REDISPOSED,
      'no',
      'REDISPOSITION',
    ],
    [
      'the first where only the first counts',
      { include: 'first' },
      call('NI'),
      {},
      'yes',
      'DISPOSITION_MATCHES',
    ],
    ['a declared one without a code', {}, call(), DECLARED, 'yes', 'DISPOSITION_MATCHES'],
    [
      'a named one where no code came',
      { values: ['NI'] },
      call(),
      DECLARED,
      'unknown',
      'FIELD_NOT_DELIVERED',
    ],
    [
      'a named one where the code is empty',
      { values: ['NI'] },
      call(''),
      DECLARED,
      'unknown',
      'FIELD_NOT_DELIVERED',
    ],
  ])('asked for %s', (_what, event, parts, input, verdict, code) => {
    const occurrence = occurrenceOf(parts, input);
    const compiled = eventOf({ type: 'DISPOSITION', ...event });
    expect(compiled.test(occurrence)).toBe(verdict);
    expect(compiled.explain(occurrence)).toMatchObject({ verdict, code });
  });

  it('says what came and what was asked', () => {
    const { reason } = eventOf({ type: 'DISPOSITION', values: ['SALE', 'HU', 'CB'] }).explain(
      occurrenceOf(call('NI')),
    );
    expect(reason).toBe('disposition is NI; asked: SALE, HU or CB');
  });

  it('says what else it was when it is no disposition', () => {
    const { reason } = eventOf({ type: 'DISPOSITION' }).explain(occurrenceOf(call('INCALL')));
    expect(reason).toMatch(/a lead status change \(INCALL\)/);
  });

  it('says what to map where the code is missing', () => {
    const { reason } = eventOf({ type: 'DISPOSITION', values: ['NI'] }).explain(
      occurrenceOf(call(), DECLARED),
    );
    expect(reason).toBe("status was not delivered: map it in Convoso's Adaptor");
  });
});
