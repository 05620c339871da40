import { describe, expect, it } from '@jest/globals';
import { ECHO_MS, echoOf, expectEcho, otherSavesOf, type ExpectedEcho } from '../../src/guardrails/index.js';
import { occurrenceOf } from '../occurrence/sample.js';

const AT = 1_800_000_000_000;
const written = (field: string, value: string, depth = 1) => ({ workflowId: 'w', field, value, depth });
const isEcho = (...asked: Parameters<typeof echoOf>): boolean => echoOf(...asked) !== null;
const echoes = expectEcho([], written('email', 'lead@example.test'), AT);
const lead = (fields: Record<string, string>, receivedAt = AT + 1_000) =>
  occurrenceOf({ lead: { id: '5', ...fields } }, { receivedAt });

describe('the echo of what a workflow wrote', () => {
  it('is a delivery within two minutes that carries the value', () => {
    expect(isEcho('w', echoes, lead({ email: 'lead@example.test' }))).toBe(true);
    expect(isEcho('w', echoes, lead({ email: 'lead@example.test' }, AT + ECHO_MS - 1))).toBe(true);
    expect(isEcho('w', echoes, lead({ email: 'lead@example.test' }, AT + ECHO_MS))).toBe(false);
  });

  it('is none where the value is another, was not delivered, or was written by another workflow', () => {
    expect(isEcho('w', echoes, lead({ email: 'other@example.test' }))).toBe(false);
    expect(isEcho('w', echoes, lead({ first_name: 'Test' }))).toBe(false);
    expect(isEcho('other', echoes, lead({ email: 'lead@example.test' }))).toBe(false);
  });

  it.each([
    ['in other case', 'city', 'Springfield', 'SPRINGFIELD'],
    ['with blanks around', 'city', 'Springfield', ' Springfield '],
    ['as another spelling of a number', 'annual_revenue', '5', '5.00'],
    ['emptied', 'notes', '', 'null'],
  ])('is recognised %s', (_, field, value, delivered) => {
    expect(isEcho('w', expectEcho([], written(field, value), AT), lead({ [field]: delivered }))).toBe(true);
  });

  it.each([
    ['a value for an emptied field', 'notes', '', 'x'],
    ['nothing for a value', 'notes', '0', ''],
    ['another number', 'annual_revenue', '5', '5.01'],
  ])('is not %s', (_, field, value, delivered) => {
    expect(isEcho('w', expectEcho([], written(field, value), AT), lead({ [field]: delivered }))).toBe(false);
  });

  it('is found in a status that came with a call, and in a list that came without a section', () => {
    const status = expectEcho([], written('status', 'CALLBK'), AT);
    const call = occurrenceOf(
      { lead: { id: '5' }, callLog: { call_log_id: '1', status: 'callbk' }, flat: ['status'] },
      { receivedAt: AT + 1 },
    );
    expect(isEcho('w', status, call)).toBe(true);
    const list = expectEcho([], written('list_id', '333'), AT);
    const moved = occurrenceOf({ callLog: { list_id: '333' }, flat: ['list_id'] }, { receivedAt: AT + 1 });
    expect(isEcho('w', list, moved)).toBe(true);
  });

  it('counts for each delivery within the time: several hooks may tell of one save', () => {
    const delivery = lead({ email: 'lead@example.test' });
    expect([isEcho('w', echoes, delivery), isEcho('w', echoes, delivery)]).toEqual([true, true]);
  });

  it('is expected once for a field, newest value first, and forgotten in time', () => {
    const second = expectEcho(echoes, written('email', 'new@example.test'), AT + 10);
    expect(second.map(({ value }) => value)).toEqual(['new@example.test']);
    const third = expectEcho(second, written('city', 'Springfield'), AT + 20);
    expect(third).toHaveLength(2);
    const late = expectEcho(third, written('state', 'CA'), AT + ECHO_MS + 20);
    expect(late.map(({ field }): ExpectedEcho['field'] => field)).toEqual(['state']);
  });

  it('tells the fields that came back, and the longest chain that led to them', () => {
    const both = expectEcho(echoes, written('city', 'Springfield', 3), AT);
    expect(echoOf('w', both, lead({ email: 'lead@example.test' }))).toEqual({
      depth: 1,
      fields: ['email'],
      others: [],
    });
    const delivery = lead({ email: 'lead@example.test', city: 'Springfield' });
    expect(echoOf('w', both, delivery)).toEqual({ depth: 3, fields: ['email', 'city'], others: [] });
  });

  it('that an earlier version stored is the first of its chain', () => {
    const { depth: _, ...stored } = { ...written('email', 'lead@example.test'), until: AT + 1_000 };
    const found = echoOf('w', [stored as ExpectedEcho], lead({ email: 'lead@example.test' }, AT));
    expect(found?.depth).toBe(1);
  });

  it('is also what another workflow wrote because of it, as often as it wrote on the way there', () => {
    const answered = { workflowId: 'other', field: 'state', value: 'CA', depth: 2 };
    const circle = expectEcho([], { ...answered, otherSaves: [{ workflowId: 'w', saves: 3 }] }, AT);
    const delivery = lead({ state: 'CA' });
    expect(echoOf('w', circle, delivery)).toEqual({ depth: 3, fields: ['state'], others: [] });
    expect(echoOf('other', circle, delivery)).toEqual({ depth: 2, fields: ['state'], others: ['w'] });
    expect(echoOf('third', circle, delivery)).toBeNull();
    expect(otherSavesOf('third', circle, delivery)).toEqual([
      { workflowId: 'other', saves: 2 },
      { workflowId: 'w', saves: 3 },
    ]);
  });
});
