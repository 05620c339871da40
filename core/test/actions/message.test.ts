import { describe, expect, it } from '@jest/globals';
import { messageFields } from '../../src/actions/index.js';
import { errandOf } from './sample.js';

const SMS = { type: 'SMS', message: 'Hello %first_name%', endpointId: 'sms' } as const;
const VB = { type: 'VB', broadcastId: 77, endpointId: 'sms' } as const;
/** Both types at once, as the relay hands them over. */
const messageErrand: typeof errandOf<'SMS' | 'VB'> = errandOf;

const parts = { lead: { id: '1364887', first_name: 'Test', phone_number: '(773) 555-0167' } };

describe('what a message sends', () => {
  it('is the text, filled in, with number and lead', () => {
    expect({ ...messageFields(messageErrand(SMS, parts), {}) }).toEqual({
      action: 'SMS',
      phone_number: '7735550167',
      lead_id: '1364887',
      message: 'Hello Test',
    });
  });

  it('is the id of the broadcast', () => {
    expect({ ...messageFields(messageErrand(VB, parts), {}) }).toMatchObject({
      action: 'VB',
      broadcast_id: '77',
    });
  });

  it("has the rows of the endpoint's adaptor on top, which win", () => {
    expect({
      ...messageFields(messageErrand(SMS, parts), { from: '7735550100', message: 'ours' }),
    }).toMatchObject({
      from: '7735550100',
      message: 'ours',
      phone_number: '7735550167',
    });
  });

  it('takes the number as delivered last where this delivery has none', () => {
    const errand = messageErrand(SMS, { lead: { id: '1' } }, { lead: { phone_number: '7735550168' } });
    expect(messageFields(errand, {})).toMatchObject({ phone_number: '7735550168' });
  });

  it('is impossible without a number, and says what to map', () => {
    expect(messageFields(messageErrand(SMS), {})).toEqual({
      code: 'NO_PHONE',
      reason: "the lead's phone_number is not known: map it in Convoso's Adaptor",
    });
  });

  it('cannot reach a prototype by the names of an adaptor', () => {
    const fields = messageFields(
      messageErrand(SMS, parts),
      JSON.parse('{"__proto__":"x"}') as { [k: string]: string },
    );
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(Object.keys(fields)).toContain('__proto__');
  });
});
