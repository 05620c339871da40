import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { laneOf } from '../../src/engine/index.js';
import { occurrenceOf } from '../occurrence/sample.js';

interface Place {
  readonly id: string;
  readonly leadId?: string | undefined;
  readonly phone?: string | undefined;
  readonly endpoint: string;
  readonly orderGroup?: string | undefined;
}

function lane({ id, leadId, phone, endpoint, orderGroup }: Place): string {
  const lead = {
    ...(leadId === undefined ? {} : { id: leadId }),
    ...(phone === undefined ? {} : { phone_number: phone }),
  };
  return laneOf(
    occurrenceOf({ lead }, { id }),
    { type: 'INTEGRATION' },
    { id: endpoint, ...(orderGroup && { orderGroup }) },
  );
}

describe('a lane', () => {
  it('is one for what one lead sends to one endpoint', () => {
    expect(lane({ id: '1', leadId: '5', endpoint: 'crm' })).toBe(
      lane({ id: '2', leadId: '5', endpoint: 'crm' }),
    );
    expect(lane({ id: '1', leadId: '5', endpoint: 'crm' })).not.toBe(
      lane({ id: '1', leadId: '5', endpoint: 'sms' }),
    );
    expect(lane({ id: '1', leadId: '5', endpoint: 'crm' })).not.toBe(
      lane({ id: '1', leadId: '6', endpoint: 'crm' }),
    );
  });

  it('is one for all endpoints of an order group', () => {
    const start = lane({ id: '1', leadId: '5', endpoint: 'start', orderGroup: 'coach' });
    expect(lane({ id: '2', leadId: '5', endpoint: 'stop', orderGroup: 'coach' })).toBe(start);
    expect(lane({ id: '2', leadId: '6', endpoint: 'stop', orderGroup: 'coach' })).not.toBe(start);
    expect(lane({ id: '2', leadId: '5', endpoint: 'coach' })).not.toBe(start);
  });

  it('goes by the phone where there is no lead id', () => {
    const byPhone = lane({ id: '1', leadId: '0', phone: '7735550167', endpoint: 'crm' });
    expect(lane({ id: '2', phone: '+1 773 555 0167', endpoint: 'crm' })).toBe(byPhone);
  });

  it('is shared by two actions exactly when lead and group are the same, and by nothing without a lead', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const place = fc.record({
      id: name,
      leadId: optional(fc.constantFrom('0', '5', '7735550167')),
      phone: optional(fc.constantFrom('', '7735550167', '7735550168')),
      endpoint: name,
      orderGroup: optional(name),
    });
    const leadOf = ({ id, leadId, phone }: Place) => {
      if (leadId !== undefined && leadId !== '0') return ['id', leadId];
      return phone ? ['phone', phone] : ['none', id];
    };
    const groupOf = ({ endpoint, orderGroup }: Place) =>
      orderGroup === undefined ? ['endpoint', endpoint] : ['group', orderGroup];
    fc.assert(
      fc.property(place, place, (one, other) => {
        const same =
          JSON.stringify([leadOf(one), groupOf(one)]) === JSON.stringify([leadOf(other), groupOf(other)]);
        expect(lane(one) === lane(other)).toBe(same);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is one for what a lead is changed by in Convoso, in which Add to DNC stands behind nothing', () => {
    const ofLead = (type: 'STATUS' | 'MOVE' | 'DNC', id: string) =>
      laneOf(occurrenceOf({ lead: { id } }), { type }, undefined);
    expect(ofLead('STATUS', '5')).toBe(ofLead('MOVE', '5'));
    expect(ofLead('STATUS', '5')).not.toBe(ofLead('STATUS', '6'));
    expect(ofLead('DNC', '5')).not.toBe(ofLead('STATUS', '5'));
  });
});
