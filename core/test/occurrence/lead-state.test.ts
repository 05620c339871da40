import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { nullRecord, type FieldValues } from '../../src/fields/value.js';
import { isOutOfDate, updateLeadState, type LeadState } from '../../src/occurrence/index.js';
import type { Snapshot } from '../../src/payload/snapshot.js';
import { snapshotOf } from './sample.js';

const AT = Date.UTC(2026, 10, 20, 13);

const known = (fields: FieldValues, rest: Partial<LeadState> = {}): LeadState => ({
  status: 'NEW',
  fields,
  callTime: Date.UTC(2026, 10, 20, 12),
  updatedAt: Date.UTC(2026, 10, 20, 12, 5),
  ...rest,
});

const fold = (snapshots: readonly Snapshot[]) =>
  snapshots.reduce<LeadState | null>((state, snapshot) => updateLeadState(state, snapshot, AT), null);

describe('the state of a lead', () => {
  const before = known({ email: 'lead@example.test', city: 'Chicago' });

  it('keeps what was not delivered', () => {
    expect(updateLeadState(before, snapshotOf(), AT)).toEqual({ ...before, updatedAt: AT });
  });

  it.each(['', '  ', 'null', 'NULL'])('clears what was delivered as %j', (empty) => {
    const after = updateLeadState(before, snapshotOf({ lead: { email: empty, status: empty } }), AT);
    expect(after.fields).toEqual({ city: 'Chicago' });
    expect(after.status).toBeNull();
  });

  it.each(['0', 'false', '0.00'])('holds %j for a value', (value) => {
    const after = updateLeadState(before, snapshotOf({ lead: { called_count: value } }), AT);
    expect(after.fields['called_count']).toBe(value);
  });

  it('takes the status of the call before that of the lead', () => {
    const parts = { lead: { status: 'NI' }, callLog: { status: ' SALE ' } };
    expect(updateLeadState(null, snapshotOf(parts), AT).status).toBe('SALE');
  });

  it.each(['2026-11-20 11:59:59', '2026-11-20', '11/20/2026 11:59'])(
    'is not changed by an older call (%s)',
    (call_date) => {
      const late = snapshotOf({ lead: { email: '', state: 'IL' }, callLog: { call_date, status: 'NI' } });
      expect(isOutOfDate(late, before)).toBe(true);
      expect(updateLeadState(before, late, AT)).toBe(before);
    },
  );

  it.each(['2026-11-20 12:00:00', '2026-11-20 12:00:01', 'soon', ''])(
    'is changed by a call that is not older (%j)',
    (call_date) => {
      const delivery = snapshotOf({ lead: { email: '' }, callLog: { call_date } });
      expect(isOutOfDate(delivery, before)).toBe(false);
      expect(updateLeadState(before, delivery, AT).fields).toEqual({ city: 'Chicago' });
    },
  );

  it('remembers the newest call date where a delivery brings none', () => {
    expect(updateLeadState(before, snapshotOf({ lead: { city: 'Joliet' } }), AT).callTime).toBe(
      before.callTime,
    );
  });

  it('goes on with the calls after one that was dated in the future', () => {
    const wrong = updateLeadState(
      before,
      snapshotOf({ callLog: { call_date: '2062-11-20 12:00:00', status: 'CB' } }),
      AT,
    );
    expect(wrong).toMatchObject({ status: 'CB', callTime: before.callTime });
    const next = snapshotOf({ callLog: { call_date: '2026-11-20 12:30:00', status: 'SALE' } });
    expect(isOutOfDate(next, wrong)).toBe(false);
    expect(updateLeadState(wrong, next, AT).status).toBe('SALE');
  });

  it('goes on, too, where an earlier version has believed such a date', () => {
    const stuck = known({}, { callTime: Date.UTC(2062, 10, 20) });
    const next = snapshotOf({ callLog: { call_date: '2026-11-20 12:30:00', status: 'SALE' } });
    expect(isOutOfDate(next, stuck)).toBe(false);
    expect(updateLeadState(stuck, next, AT)).toMatchObject({
      status: 'SALE',
      callTime: Date.UTC(2026, 10, 20, 12, 30),
    });
  });

  it('believes a date that is ahead of ours by the zones of the earth alone', () => {
    const ahead = snapshotOf({ callLog: { call_date: '2026-11-21 03:00:00', status: 'CB' } });
    expect(updateLeadState(before, ahead, AT).callTime).toBe(Date.UTC(2026, 10, 21, 3));
  });

  it('survives storage as JSON, with field names of any kind', () => {
    const lead = nullRecord([
      ['constructor', 'a'],
      ['__proto__', 'b'],
    ] as const);
    const state = updateLeadState(null, snapshotOf({ lead }), AT);
    const stored = JSON.parse(JSON.stringify(state)) as LeadState;
    const next = updateLeadState(stored, snapshotOf({ lead: { city: 'Chicago' } }), AT);
    expect(Object.entries(next.fields)).toEqual([
      ['constructor', 'a'],
      ['__proto__', 'b'],
      ['city', 'Chicago'],
    ]);
    expect(Object.getPrototypeOf(next.fields)).toBeNull();
  });

  it('leaves the state before as it was', () => {
    const frozen = known(Object.freeze({ email: 'lead@example.test' }));
    updateLeadState(Object.freeze(frozen), snapshotOf({ lead: { email: '', city: 'Chicago' } }), AT);
    expect(frozen).toEqual(known({ email: 'lead@example.test' }));
  });
});

describe('deliveries that arrive in another order than their calls were made', () => {
  const NAMES = ['email', 'city', 'state'];
  const value = fc.constantFrom('', 'a', 'b', 'c', 'null');
  const status = fc.constantFrom('NI', 'SALE', 'INCALL', '');

  /** Deliveries of one lead, each about a call of its own second, in the order of the calls. */
  const calls = (fields: fc.Arbitrary<FieldValues>, code: fc.Arbitrary<FieldValues>) =>
    fc
      .array(fc.tuple(fields, code), { minLength: 1, maxLength: 8 })
      .map((list) =>
        list.map(([lead, ofCall], second) =>
          snapshotOf({ lead, callLog: { call_date: `2026-11-20 12:00:0${second}`, ...ofCall } }),
        ),
      );
  const inOrderAndShuffled = (of: fc.Arbitrary<Snapshot[]>) =>
    of.chain((ordered) => {
      const shuffled = fc.shuffledSubarray(ordered, { minLength: ordered.length });
      return fc.record({ ordered: fc.constant(ordered), shuffled });
    });

  const someFields: fc.Arbitrary<FieldValues> = fc.dictionary(fc.constantFrom(...NAMES), value);
  const someStatus: fc.Arbitrary<FieldValues> = fc.oneof(fc.constant({}), fc.record({ status }));
  const allFields: fc.Arbitrary<FieldValues> = fc.record({ email: value, city: value, state: value });

  it('end with the very same state where all of them carry the same fields', () => {
    fc.assert(
      fc.property(inOrderAndShuffled(calls(allFields, fc.record({ status }))), ({ ordered, shuffled }) =>
        expect(fold(shuffled)).toEqual(fold(ordered)),
      ),
    );
  });

  it('end with what the newest call carried, whatever the others did', () => {
    fc.assert(
      fc.property(inOrderAndShuffled(calls(someFields, someStatus)), ({ ordered, shuffled }) => {
        const newest = ordered.at(-1) ?? snapshotOf();
        const ended = fold(shuffled);
        const inOrder = fold(ordered);
        expect(ended?.callTime).toBe(inOrder?.callTime);
        for (const name of Object.keys(newest.lead)) {
          expect(ended?.fields[name]).toBe(inOrder?.fields[name]);
        }
        if ('status' in newest.callLog) expect(ended?.status).toBe(inOrder?.status);
      }),
    );
  });

  it('end as if those that came late had never come', () => {
    fc.assert(
      fc.property(inOrderAndShuffled(calls(someFields, someStatus)), ({ shuffled }) => {
        const dates = shuffled.map(({ callLog }) => String(callLog['call_date']));
        const onTime = shuffled.filter((_, at) =>
          dates.slice(0, at).every((date) => date < (dates[at] ?? '')),
        );
        expect(fold(shuffled)).toEqual(fold(onTime));
      }),
    );
  });
});
