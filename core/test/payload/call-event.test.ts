import { describe, expect, it } from '@jest/globals';
import { nullRecord } from '../../src/fields/value.js';
import { toCallEvent, type CallEvent } from '../../src/payload/call-event.js';
import { nameFields } from '../../src/payload/name-fields.js';

const RECEIVED_AT = Date.UTC(2026, 10, 20, 17);
const NI = {
  status: 'NI',
  name: 'Not Interested',
  final: true,
  reached: true,
  success: false,
  dnc: false,
  callback: false,
  contact: true,
  voicemail: false,
};

function callEvent(received: Record<string, string>, statuses = [NI]): CallEvent {
  const { snapshot } = nameFields(nullRecord(Object.entries(received)), {});
  return toCallEvent({ id: '01J', receivedAt: RECEIVED_AT, kinds: ['disposition'], snapshot }, statuses);
}

describe('a call event', () => {
  it('has the shape that every platform shows', () => {
    const { name: _, status: __, ...flags } = NI;
    const event = callEvent({
      lead_id: '1364887',
      first_name: 'Test',
      call_log_id: '14683239',
      status: 'NI',
      length_in_sec: '148',
      agent_email: 'agent@example.test',
      anything_else: 'kept',
    });
    expect(JSON.parse(JSON.stringify(event))).toEqual({
      id: '01J',
      received_at: '2026-11-20T17:00:00.000Z',
      kinds: ['disposition'],
      lead: { lead_id: '1364887', first_name: 'Test' },
      call: { call_log_id: '14683239', status: 'NI', length_in_sec: '148' },
      extra: { agent_email: 'agent@example.test' },
      custom: { anything_else: 'kept' },
      disposition: {
        code: 'NI',
        name: 'Not Interested',
        group: 'connected',
        known: true,
        flags,
        flags_from: 'account',
      },
      notes: [],
    });
  });

  it.each(['INCALL', 'queue', '', 'NEW', 'NULL'])('has no disposition while the status is %j', (status) => {
    expect(callEvent({ status, call_log_id: '1' }).disposition).toBeNull();
  });

  it('has no disposition when no status was delivered', () => {
    expect(callEvent({ term_reason: 'AGENT' }).disposition).toBeNull();
  });

  it('has all its parts even when nothing is in them', () => {
    expect(callEvent({})).toMatchObject({ lead: {}, call: {}, extra: {}, custom: {} });
  });

  it('keeps __proto__ as a custom value', () => {
    const received = nullRecord<string>([['__proto__', 'x']]);
    expect(Object.entries(callEvent(received).custom)).toEqual([['__proto__', 'x']]);
  });

  it('shows both lead ids when a hook map made them differ', () => {
    const received = nullRecord([
      ['a', '5'],
      ['b', '7'],
    ] as const);
    const { snapshot } = nameFields(received, { a: 'lead.id', b: 'callLog.lead_id' });
    const event = toCallEvent({ id: '01J', receivedAt: 0, kinds: [], snapshot });
    expect([event.lead['lead_id'], event.call['lead_id']]).toEqual(['5', '7']);
  });
});
