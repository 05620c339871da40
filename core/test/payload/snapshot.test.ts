import { describe, expect, it } from '@jest/globals';
import { hasCall, readField, readFlat, type Snapshot } from '../../src/payload/snapshot.js';

const snapshot = (parts: Partial<Snapshot>): Snapshot => ({
  lead: {},
  callLog: {},
  extra: {},
  custom: {},
  flat: [],
  ...parts,
});

describe('reading a field', () => {
  it('takes its own section, and the other one only for a name delivered without a section', () => {
    const own = snapshot({ lead: { status: 'NEW' }, callLog: { status: 'NI' }, flat: ['status'] });
    expect(readField(own, 'lead', 'status')).toBe('NEW');
    const flat = snapshot({ callLog: { status: 'NI' }, flat: ['status'] });
    expect(readField(flat, 'lead', 'status')).toBe('NI');
    const sectioned = snapshot({ callLog: { status: 'NI' } });
    expect(readField(sectioned, 'lead', 'status')).toBeUndefined();
  });

  it('takes lead.id and callLog.lead_id for one value', () => {
    expect(readField(snapshot({ lead: { id: '5' } }), 'callLog', 'lead_id')).toBe('5');
    expect(readField(snapshot({ callLog: { lead_id: '5' } }), 'lead', 'id')).toBe('5');
  });

  it('tells empty from not delivered', () => {
    expect(readField(snapshot({ lead: { email: '' } }), 'lead', 'email')).toBe('');
    expect(readField(snapshot({}), 'lead', 'email')).toBeUndefined();
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'finds no %s in a record read back from storage',
    (name) => {
      expect(readField(snapshot({}), 'custom', name)).toBeUndefined();
      expect(readFlat(snapshot({}), name)).toBeUndefined();
    },
  );
});

describe('reading a name without a section', () => {
  const both = { status: 'LEAD', list_id: '1', first_name: 'Lead' };
  const call = { status: 'CALL', list_id: '2', first_name: 'Call' };

  it('takes the call for the shared names when there is one, and the lead for a person', () => {
    const state = snapshot({ lead: both, callLog: { ...call, call_log_id: '9' } });
    expect(['status', 'list_id', 'first_name'].map((name) => readFlat(state, name))).toEqual([
      'CALL',
      '2',
      'Lead',
    ]);
  });

  it('takes the lead for all of them when there is none', () => {
    const state = snapshot({ lead: both, callLog: call });
    expect(['status', 'list_id', 'first_name'].map((name) => readFlat(state, name))).toEqual([
      'LEAD',
      '1',
      'Lead',
    ]);
  });

  it("takes the call's name of a person when the lead's is empty", () => {
    expect(
      readFlat(snapshot({ lead: { last_name: ' ' }, callLog: { last_name: 'Call' } }), 'last_name'),
    ).toBe('Call');
    expect(readFlat(snapshot({ lead: { last_name: '' } }), 'last_name')).toBe('');
  });

  it('takes the section that has it when the winner was not delivered', () => {
    expect(readFlat(snapshot({ callLog: { status: 'NI' } }), 'status')).toBe('NI');
    expect(readFlat(snapshot({ lead: { status: 'NI' }, callLog: { call_type: 'MANUAL' } }), 'status')).toBe(
      'NI',
    );
  });

  it('goes through lead, call log, extra and custom for other names', () => {
    const state = snapshot({
      callLog: { recording: 'r' },
      extra: { agent_email: 'e' },
      custom: { recording: 'x', own: 'o' },
    });
    expect(['recording', 'agent_email', 'own', 'absent'].map((name) => readFlat(state, name))).toEqual([
      'r',
      'e',
      'o',
      undefined,
    ]);
    expect(readFlat(snapshot({ lead: { id: '5' } }), 'lead_id')).toBe('5');
    expect(readFlat(snapshot({ callLog: { lead_id: '5' } }), 'id')).toBe('5');
  });
});

describe('a call', () => {
  it.each(['call_log_id', 'call_date', 'length_in_sec', 'term_reason', 'call_type'])(
    'is there with a %s',
    (name) => {
      expect(hasCall(snapshot({ callLog: { [name]: '0' } }))).toBe(true);
      expect(hasCall(snapshot({ callLog: { [name]: ' ' } }))).toBe(false);
      expect(hasCall(snapshot({ lead: { [name]: '1' } }))).toBe(false);
    },
  );

  it('is not there with a lead id and a status alone', () => {
    expect(hasCall(snapshot({ callLog: { lead_id: '5', status: 'NI', queue_id: '3' } }))).toBe(false);
  });
});
