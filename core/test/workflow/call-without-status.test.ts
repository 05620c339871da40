import { describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../src/payload/snapshot.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const call = (fields: Snapshot['callLog'] = {}) => ({ callLog: { call_log_id: '14683239', ...fields } });

const CALLBACK = { declared: { kinds: ['callback'], leadAction: null } } as const;

const ASK_FOR_STATUS = [
  { type: 'DISPOSITION' },
  { type: 'DISPOSITION', values: ['NI'] },
  { type: 'DISPOSITION', include: 'first' },
  { type: 'REDISPOSITION', values: ['NI'] },
  { type: 'LEAD_STATUS', to: ['NI'] },
];

describe('a call that comes without its status', () => {
  it.each(ASK_FOR_STATUS)('cannot tell %j, and says what to map', (event) => {
    const finding = eventOf(event).explain(occurrenceOf(call({ term_reason: 'CALLER' })));
    expect(eventOf(event).test(occurrenceOf(call({ term_reason: 'CALLER' })))).toBe('unknown');
    expect(finding).toEqual({
      verdict: 'unknown',
      code: 'FIELD_NOT_DELIVERED',
      reason: "the call came without its status: map Status (Disposition) in Convoso's Adaptor",
    });
  });

  it('names the field that it came in, where its name has a slip', () => {
    const sent = occurrenceOf({ ...call(), custom: { staus: 'NI' } });
    expect(eventOf({ type: 'DISPOSITION' }).explain(sent).reason).toMatch(
      /status was not delivered, but custom\.staus came as "NI": correct the name in Convoso's Adaptor/,
    );
  });

  it.each(ASK_FOR_STATUS)('is no %j where its hook says that it is something else', (event) => {
    expect(eventOf(event).test(occurrenceOf(call(), CALLBACK))).toBe('no');
  });

  it.each(ASK_FOR_STATUS)('is no %j where the status came empty', (event) => {
    const compiled = eventOf(event);
    expect(compiled.test(occurrenceOf(call({ status: '' })))).toBe('no');
    expect(compiled.explain(occurrenceOf(call({ status: '' }))).reason).toMatch(/a call without a status/);
  });
});

describe('a call that comes without its term reason', () => {
  const ended = eventOf({ type: 'TERM_REASON' });

  it('cannot tell it, and says what to map', () => {
    expect(ended.explain(occurrenceOf(call({ status: 'NI' })))).toEqual({
      verdict: 'unknown',
      code: 'FIELD_NOT_DELIVERED',
      reason: "term_reason was not delivered: map it in Convoso's Adaptor",
    });
  });

  it('has none while it runs', () => {
    expect(ended.test(occurrenceOf(call({ status: 'INCALL' })))).toBe('no');
  });

  it('is no end where its hook says that it is something else', () => {
    expect(ended.test(occurrenceOf(call({ status: 'NI' }), CALLBACK))).toBe('no');
  });
});
