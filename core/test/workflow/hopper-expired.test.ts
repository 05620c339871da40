import { describe, expect, it } from '@jest/globals';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

describe('the event Hopper Expired', () => {
  const event = eventOf({ type: 'HOPPER_EXPIRED' });

  it('is what the hook or its URL says', () => {
    const expired = occurrenceOf({}, { declared: { kinds: ['hopperExpired'], leadAction: null } });
    expect(event.test(expired)).toBe('yes');
    expect(event.explain(expired)).toEqual({
      verdict: 'yes',
      code: 'HOPPER_EXPIRED',
      reason: 'the hopper slot expired',
    });
  });

  it('is nothing that values tell of, and says where to put it', () => {
    const update = occurrenceOf({ lead: { status: 'NEW' } });
    expect(event.test(update)).toBe('no');
    expect(event.explain(update)).toEqual({
      verdict: 'no',
      code: 'HOPPER_NOT_EXPIRED',
      reason:
        'no expired hopper slot: this was a lead status change (NEW); ' +
        'where it is one, say so with ?event=hopperExpired in the URL of the hook',
    });
  });
});
