import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { FIELDS, readCallEvent, readFlat, toCallEvent, type Snapshot } from '../../src/index.js';
import { nullRecord } from '../../src/fields/value.js';
import { nameFields } from '../../src/payload/name-fields.js';

const RECEIVED_AT = Date.UTC(2026, 10, 20, 17);

function snapshotOf(received: Record<string, string>): Snapshot {
  return nameFields(nullRecord(Object.entries(received)), {}).snapshot;
}

/** As a step of a flow hands it to the next. */
function handedOn(snapshot: Snapshot): unknown {
  const event = toCallEvent({
    id: '01J',
    receivedAt: RECEIVED_AT,
    kinds: ['disposition', 'termReason'],
    snapshot,
  });
  return JSON.parse(JSON.stringify(event)) as unknown;
}

describe('a call event read back', () => {
  it('says who, when and what happened', () => {
    const reading = readCallEvent(handedOn(snapshotOf({ lead_id: '7', status: 'NI', call_log_id: '9' })));
    expect(reading).toMatchObject({
      id: '01J',
      receivedAt: RECEIVED_AT,
      kinds: ['disposition', 'termReason'],
    });
    expect(reading?.snapshot.lead['id']).toBe('7');
  });

  it('gives every field the value that it had before', () => {
    const names = fc.constantFrom(...new Set(FIELDS.map(({ name }) => name)), 'my own field');
    const received = fc.dictionary(
      names,
      fc.string({ minLength: 1 }).filter((text) => text.toLowerCase() !== 'null'),
    );
    fc.assert(
      fc.property(received, (values) => {
        const before = snapshotOf(values);
        const after = readCallEvent(handedOn(before))?.snapshot;
        for (const name of Object.keys(values)) {
          expect([name, after && readFlat(after, name)]).toEqual([name, readFlat(before, name)]);
        }
      }),
    );
  });

  it('takes what was edited on the way: numbers are texts, an unknown kind is passed over', () => {
    const reading = readCallEvent({
      kinds: ['disposition', 'sneeze'],
      call: { length_in_sec: 148, status: null },
    });
    expect(reading).toMatchObject({ id: null, receivedAt: null, kinds: ['disposition'] });
    expect(reading?.snapshot.callLog).toMatchObject({ length_in_sec: '148', status: '' });
  });

  it('keeps a field called __proto__ a field', () => {
    const edited = JSON.parse('{"kinds":[],"custom":{"__proto__":"kept"}}') as unknown;
    expect(Object.entries(readCallEvent(edited)?.snapshot.custom ?? {})).toEqual([['__proto__', 'kept']]);
  });

  it.each([
    null,
    'text',
    [],
    {},
    { lead_id: '7', status: 'NI' },
    { kinds: ['disposition'] },
    { lead: {}, call: {} },
  ])('is none: %j', (value) => {
    expect(readCallEvent(value)).toBeNull();
  });
});
