import { describe, expect, it } from '@jest/globals';
import type { FieldValues } from '../../src/fields/value.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const scheduled = (custom: FieldValues = {}) =>
  occurrenceOf({ custom }, { declared: { kinds: ['callback'], leadAction: null } });
const callback = (recipient?: string) =>
  eventOf({ type: 'CALLBACK', ...(recipient === undefined ? {} : { recipient }) });

describe('the event Callback', () => {
  it.each<[string | undefined, FieldValues, Verdict, string, string]>([
    [undefined, {}, 'yes', 'CALLBACK_MATCHES', 'a callback was scheduled'],
    [undefined, { recipient: 'System' }, 'yes', 'CALLBACK_MATCHES', 'a callback was scheduled'],
    ['system', { recipient: 'System' }, 'yes', 'CALLBACK_MATCHES', 'the callback is System; asked: system'],
    [
      'personal',
      { recipient: ' PERSONAL ' },
      'yes',
      'CALLBACK_MATCHES',
      'the callback is PERSONAL; asked: personal',
    ],
    [
      'personal',
      { recipient: 'USERONLY' },
      'yes',
      'CALLBACK_MATCHES',
      'the callback is USERONLY; asked: personal',
    ],
    ['system', { recipient: 'UserOnly' }, 'no', 'OTHER_RECIPIENT', 'the callback is UserOnly; asked: system'],
    ['personal', { recipient: 'System' }, 'no', 'OTHER_RECIPIENT', 'the callback is System; asked: personal'],
    [
      'personal',
      { callback_recipient: 'Personal', recipient: 'somebody' },
      'yes',
      'CALLBACK_MATCHES',
      'the callback is Personal; asked: personal',
    ],
    [
      'personal',
      { callback_recipient: '', recipient: 'Personal' },
      'yes',
      'CALLBACK_MATCHES',
      'the callback is Personal; asked: personal',
    ],
    [
      'system',
      {},
      'unknown',
      'FIELD_NOT_DELIVERED',
      "callback_recipient was not delivered: map it in Convoso's Adaptor",
    ],
    [
      'system',
      { recipient: 'Team' },
      'unknown',
      'RECIPIENT_NOT_KNOWN',
      'the callback is for "Team", which is neither System nor Personal',
    ],
  ])('asked for %j, with %j: %s', (recipient, custom, verdict, code, reason) => {
    expect(callback(recipient).test(scheduled(custom))).toBe(verdict);
    expect(callback(recipient).explain(scheduled(custom))).toEqual({ verdict, code, reason });
  });

  it('needs the kind, which no value tells of, and says where to put it', () => {
    const disposition = occurrenceOf({
      callLog: { call_log_id: '14683239', status: 'CALLBK' },
      custom: { recipient: 'System' },
    });
    expect(callback('system').test(disposition)).toBe('no');
    expect(callback('system').explain(disposition)).toEqual({
      verdict: 'no',
      code: 'NOT_A_CALLBACK',
      reason:
        'no callback: this was a disposition and a lead status change (CALLBK); ' +
        'where it is one, say so with ?event=callback in the URL of the hook',
    });
  });
});
