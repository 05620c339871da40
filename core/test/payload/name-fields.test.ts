import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  FIELD_ALIASES,
  findField,
  isSharedName,
  nullRecord,
  type FieldValue,
} from '../../src/fields/index.js';
import { decodeFirst as decodeDelivery } from './decode-first.js';
import { nameFields, type FieldsMap } from '../../src/payload/name-fields.js';
import { readField, type Snapshot } from '../../src/payload/snapshot.js';

const name = (received: Record<string, FieldValue>, fields: FieldsMap = {}): Snapshot =>
  nameFields(nullRecord(Object.entries(received)), fields).snapshot;

/** Without the null prototypes, which `toEqual` passes over anyway: for reading, not for looking up. */
const plain = ({ lead, callLog, extra, custom }: Snapshot): unknown => ({ lead, callLog, extra, custom });

describe('B.4 aliases', () => {
  const pairs = FIELD_ALIASES.flatMap(({ field, aliases }) =>
    aliases.map((alias) => [alias, field] as const),
  );

  it.each(pairs)('%s is read as %s, in any case', (alias, field) => {
    for (const spelling of [alias, alias.toUpperCase(), alias.toLowerCase()]) {
      const value = field === 'agent_email' ? 'agent@example.test' : 'x';
      const snapshot = name({ [spelling]: value, term_reason: 'AGENT' });
      const section = findField('extra', field) ? 'extra' : 'callLog';
      expect(readField(snapshot, section, field)).toBe(value);
      expect(snapshot.custom).toEqual({});
    }
  });

  it.each([
    ['id', 'lead', 'id'],
    ['owner_id', 'lead', 'owner_id'],
    ['notes', 'lead', 'notes'],
    ['created_at', 'lead', 'created_at'],
    ['caller_id', 'callLog', 'caller_id'],
  ] as const)('%s is itself although receivers have read it otherwise', (received, section, field) => {
    const snapshot = name({ [received]: 'x', call_log_id: '1' });
    expect(snapshot[section][field]).toBe('x');
    expect(readField(snapshot, 'callLog', 'call_log_id')).toBe('1');
  });

  it('never beat a canonical name, not even an empty one, and stay as custom values', () => {
    const snapshot = name({ disposition: 'SALE', status: 'NI', uniqueid: '7', call_log_id: '' });
    expect(plain(snapshot)).toEqual({
      lead: { status: 'NI' },
      callLog: { call_log_id: '' },
      extra: {},
      custom: { disposition: 'SALE', uniqueid: '7' },
    });
  });

  it('win in the order of the table, and the others are kept', () => {
    const snapshot = name({ call_result: 'c', status_name: 'b', disposition: 'a' });
    expect(snapshot.lead).toEqual({ status: 'a' });
    expect(snapshot.custom).toEqual({ call_result: 'c', status_name: 'b' });
  });

  it('read agent_user as e-mail or as name, whichever it is', () => {
    expect(name({ agent_user: 'agent@example.test' }).extra).toEqual({ agent_email: 'agent@example.test' });
    expect(name({ agent_user: 'Test Agent' }).extra).toEqual({ agent_full_name: 'Test Agent' });
  });
});

describe('canonical names', () => {
  it('are matched exactly first, else in any case', () => {
    expect(plain(name({ EMAIL: 'a', Notes: 'b' }))).toMatchObject({
      lead: { email: 'a', notes: 'b' },
      custom: {},
    });
    expect(plain(name({ EMAIL: 'a', email: 'b' }))).toMatchObject({
      lead: { email: 'b' },
      custom: { EMAIL: 'a' },
    });
  });

  it('leave everything else custom, under its own name', () => {
    expect(name({ 'Policy No': '5', Status2: 'x' }).custom).toEqual({ 'Policy No': '5', Status2: 'x' });
  });
});

describe('names that lead and call share', () => {
  const shared = {
    status: 'NI',
    phone_number: '7735550167',
    list_id: '3343',
    user_id: '9',
    first_name: 'Test',
    last_name: 'Lead',
  };

  it('go to the call when there is one, but for the names of a person', () => {
    const snapshot = name({ ...shared, call_log_id: '14683239' });
    expect(plain(snapshot)).toMatchObject({
      lead: { first_name: 'Test', last_name: 'Lead' },
      callLog: {
        call_log_id: '14683239',
        status: 'NI',
        phone_number: '7735550167',
        list_id: '3343',
        user_id: '9',
      },
    });
    expect(Object.keys(snapshot.lead)).toHaveLength(2);
    expect([...snapshot.flat].sort()).toEqual(Object.keys(shared).sort());
  });

  it('go to the lead when there is no call', () => {
    expect(name(shared).lead).toEqual(shared);
    expect(name({ ...shared, call_log_id: '', term_reason: 'null' }).lead).toEqual(shared);
  });

  it('answer for both sections either way', () => {
    for (const snapshot of [name(shared), name({ ...shared, call_date: '2025-10-09 15:56:40' })]) {
      for (const [field, value] of Object.entries(shared)) {
        expect(readField(snapshot, 'lead', field)).toBe(value);
        expect(readField(snapshot, 'callLog', field)).toBe(value);
      }
    }
  });

  it.each(['call_log_id', 'call_date', 'length_in_sec', 'term_reason', 'call_type', 'uniqueid', 'duration'])(
    'see a call in %s',
    (mark) => expect(name({ status: 'NI', [mark]: '1' }).callLog['status']).toBe('NI'),
  );

  it('see no call in a value without a name', () => {
    expect(name({ '': 'x', status: 'NI' }).lead['status']).toBe('NI');
  });

  it('see a call that only the hook map names', () => {
    const snapshot = name({ status: 'NI', voip_call_id: '1' }, { voip_call_id: 'callLog.call_log_id' });
    expect(snapshot.callLog).toEqual({ call_log_id: '1', status: 'NI' });
  });
});

describe('the lead id', () => {
  it('comes from lead_id or a bare id, and with a call stands on both', () => {
    expect(name({ lead_id: '5' }).lead).toEqual({ id: '5' });
    expect(name({ id: '5' }).lead).toEqual({ id: '5' });
    expect(plain(name({ lead_id: '5', call_log_id: '1' }))).toMatchObject({
      lead: { id: '5' },
      callLog: { lead_id: '5', call_log_id: '1' },
    });
  });

  it('is lead_id when both came and differ; the id is then kept as custom', () => {
    expect(plain(name({ id: '77', lead_id: '5' }))).toMatchObject({
      lead: { id: '5' },
      custom: { id: '77' },
    });
    expect(plain(name({ id: '5', lead_id: '5' }))).toMatchObject({ lead: { id: '5' }, custom: {} });
    expect(plain(name({ id: '77', lead_id: '' }))).toMatchObject({ lead: { id: '77' }, custom: {} });
  });
});

describe("a hook's map", () => {
  it('comes before canonical names and aliases', () => {
    const snapshot = name(
      { status: 'x', disposition: 'SALE', 'Deal Name': 'd', mail: 'a@example.test' },
      {
        disposition: 'callLog.status',
        'Deal Name': 'custom.deal.name',
        mail: 'lead.email',
        status: 'lead.status',
      },
    );
    expect(plain(snapshot)).toEqual({
      lead: { status: 'x', email: 'a@example.test' },
      callLog: { status: 'SALE' },
      extra: {},
      custom: { 'deal.name': 'd' },
    });
    expect(snapshot.flat).toEqual([]);
  });

  it('leaves a shared name to the other section when it has filled the first', () => {
    const snapshot = name({ status: 'NEW', result: 'SALE', call_log_id: '1' }, { result: 'callLog.status' });
    expect(snapshot.callLog['status']).toBe('SALE');
    expect(snapshot.lead['status']).toBe('NEW');
    expect(snapshot.flat).toEqual([]);
  });

  it('matches received names exactly, and ignores a target it cannot read', () => {
    expect(name({ Mail: 'a', x: 'b' }, { mail: 'lead.email', x: 'nowhere.y' }).custom).toEqual({
      Mail: 'a',
      x: 'b',
    });
    expect(name({ constructor: 'a' }, {}).custom).toEqual({ constructor: 'a' });
  });

  it('reads a Balto-style GET', () => {
    const query =
      'integration=convoso_config&voip_call_id=14683239&voip_customer_id=1364887' +
      '&voip_campaign_name=Solar%20West&email=agent%40example.test';
    const delivery = decodeDelivery('', {}, query);
    if (delivery.outcome !== 'payload') throw new Error(delivery.outcome);
    const { snapshot } = nameFields(delivery.received, {
      voip_call_id: 'callLog.call_log_id',
      voip_customer_id: 'lead.id',
      voip_campaign_name: 'callLog.campaign_name',
      email: 'extra.agent_email',
    });
    expect(plain(snapshot)).toEqual({
      lead: { id: '1364887' },
      callLog: { call_log_id: '14683239', campaign_name: 'Solar West' },
      extra: { agent_email: 'agent@example.test' },
      custom: { integration: 'convoso_config' },
    });
  });
});

it('B.5: reads a disposition as Convoso sends it', () => {
  const delivery = decodeDelivery(
    'call_log_id=14683239&lead_id=1364887&first_name=Test&last_name=Lead&phone_number=7735550167&status=NI' +
      '&length_in_sec=148&call_date=2025-10-09 15:56:40&call_type=OUTBOUND&term_reason=CALLER' +
      '&agent_full_name=Test+Agent&agent_email=agent%40example.test&campaign_name=Solar+West&list_id=3343&recording=',
    {},
    '',
  );
  if (delivery.outcome !== 'payload') throw new Error(delivery.outcome);
  expect(plain(nameFields(delivery.received, {}).snapshot)).toEqual({
    lead: { id: '1364887', first_name: 'Test', last_name: 'Lead' },
    callLog: {
      call_log_id: '14683239',
      lead_id: '1364887',
      phone_number: '7735550167',
      status: 'NI',
      length_in_sec: '148',
      call_date: '2025-10-09 15:56:40',
      call_type: 'OUTBOUND',
      term_reason: 'CALLER',
      campaign_name: 'Solar West',
      list_id: '3343',
      recording: '',
    },
    extra: { agent_full_name: 'Test Agent', agent_email: 'agent@example.test' },
    custom: {},
  });
});

it('B.5: reads a lead on its way to an AI caller, without a call', () => {
  const snapshot = name({ first_name: 'Test', lead_id: '1364887', list_id: '16529', age: '44', state: 'CA' });
  expect(plain(snapshot)).toEqual({
    lead: { id: '1364887', first_name: 'Test', list_id: '16529', state: 'CA' },
    callLog: {},
    extra: {},
    custom: { age: '44' },
  });
});

it('loses no value and invents none', () => {
  const names = fc.oneof(
    fc.constantFrom(
      ...FIELD_ALIASES.flatMap(({ field, aliases }) => [field, ...aliases]),
      'id',
      'ID',
      'Status',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.uniqueArray(names, { maxLength: 12 }), (chosen) => {
      const received = nullRecord(chosen.map((one, index) => [one, `value ${index}`] as const));
      const { lead, callLog, extra, custom, flat } = nameFields(received, {}).snapshot;
      const placed = [lead, callLog, extra, custom].flatMap((values) => Object.values(values));
      expect([...new Set(placed)].sort()).toEqual(Object.values(received).sort());
      expect(flat.every(isSharedName)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
