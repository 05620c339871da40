import { describe, expect, it } from '@jest/globals';
import { readEventParameter, type DeclaredKinds } from '../../src/occurrence/index.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const event = eventOf({ type: 'LEAD_ACTION', values: ['Lead Saved', 'lead-moved'] });

/** What a delivery becomes whose URL ends in `?event=…`. */
function declaredBy(parameter: string) {
  const read = readEventParameter(parameter);
  const declared: DeclaredKinds = read.ok ? read.declared : { kinds: [], leadAction: null };
  return occurrenceOf({}, { declared });
}

describe('the event Lead Action', () => {
  it.each<[string, Verdict, string, string]>([
    [
      'leadAction:Lead Saved',
      'yes',
      'LEAD_ACTION_MATCHES',
      'lead action is Lead Saved; asked: Lead Saved or lead-moved',
    ],
    [
      'leadAction: lead saved',
      'yes',
      'LEAD_ACTION_MATCHES',
      'lead action is lead saved; asked: Lead Saved or lead-moved',
    ],
    [
      'leadAction:LEAD-MOVED,callback',
      'yes',
      'LEAD_ACTION_MATCHES',
      'lead action is LEAD-MOVED; asked: Lead Saved or lead-moved',
    ],
    [
      'leadAction:viewed',
      'no',
      'OTHER_LEAD_ACTION',
      'lead action is viewed; asked: Lead Saved or lead-moved',
    ],
    [
      'callback',
      'no',
      'NOT_A_LEAD_ACTION',
      'no lead action: this was a callback; where it is one, say so with ?event=leadAction:<action> in the URL of the hook',
    ],
    [
      'leadAction',
      'unknown',
      'LEAD_ACTION_NOT_NAMED',
      'which lead action this was is not known; name it with ?event=leadAction:<action> in the URL of the hook',
    ],
    [
      'leadAction: ',
      'unknown',
      'LEAD_ACTION_NOT_NAMED',
      'which lead action this was is not known; name it with ?event=leadAction:<action> in the URL of the hook',
    ],
  ])('on ?event=%s: %s', (parameter, verdict, code, reason) => {
    const occurrence = declaredBy(parameter);
    expect(event.test(occurrence)).toBe(verdict);
    expect(event.explain(occurrence)).toEqual({ verdict, code, reason });
  });

  it('needs the kind, and not a value alone', () => {
    const odd = occurrenceOf({}, { declared: { kinds: [], leadAction: 'Lead Saved' } });
    expect(event.test(odd)).toBe('no');
  });
});
