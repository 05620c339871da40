import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { nullRecord, type FieldValue } from '../../src/fields/value.js';
import { cleanValue } from '../../src/payload/clean-value.js';
import { decodeFirst as decodeDelivery } from './decode-first.js';
import { nameFields } from '../../src/payload/name-fields.js';
import { BODIES, ENCODERS, type FlatRecord } from './bodies.js';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('null', 'a=b', 'x&y', '{"a":1}'),
);

const name = fc
  .oneof(
    { weight: 8, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
    { weight: 4, arbitrary: fc.constantFrom('status', 'lead_id', 'First Name', 'a[b]', 'x.y', '1') },
    {
      weight: 2,
      arbitrary: fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'),
    },
  )
  // `params` is an envelope, and a name that starts like JSON is taken for JSON sent as a name.
  .filter((candidate) => candidate.trim() !== '' && candidate !== 'params' && !/^\s*[{[]/.test(candidate));

const flatRecord: fc.Arbitrary<FlatRecord> = fc
  .uniqueArray(fc.tuple(name, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 }))), {
    selector: ([key]) => key,
    minLength: 1,
    maxLength: 8,
  })
  .map((entries) => nullRecord<FieldValue>(entries));

/** Entries in a fixed order: shows `__proto__` as the field it is, which comparing objects does not. */
const entriesOf = (record: FlatRecord): [string, FieldValue][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

describe('every body shape', () => {
  it.each(ENCODERS)('carries any flat record unchanged: %s', (_, shape, encode) => {
    fc.assert(
      fc.property(flatRecord, (record) => {
        const delivery = decodeDelivery(encode(record), {}, '');
        if (delivery.outcome !== 'payload') throw new Error(JSON.stringify(delivery));
        const expected = nullRecord(
          Object.entries(record).map(([key, value]) => [key, cleanValue(value)] as const),
        );
        expect(delivery.shape).toBe(shape);
        expect(entriesOf(delivery.received)).toEqual(entriesOf(expected));
      }),
      { numRuns: 100 },
    );
  });
});

/** Whatever comes in: an outcome, and a payload made of texts in a record that has no prototype. */
function expectSound(body: string): string {
  const delivery = decodeDelivery(body, {}, '');
  if (delivery.outcome === 'unreadable' && delivery.tried.length === 0) throw new Error('nothing was tried');
  if (delivery.outcome !== 'payload') return delivery.outcome;
  const { snapshot } = nameFields(delivery.received, {});
  for (const record of [
    delivery.received,
    snapshot.lead,
    snapshot.callLog,
    snapshot.extra,
    snapshot.custom,
  ]) {
    if (Object.getPrototypeOf(record) !== null) throw new Error('a record has a prototype');
    for (const value of Object.values(record)) {
      const texts = typeof value === 'string' ? [value] : value;
      if (!texts.every((one) => typeof one === 'string')) throw new Error('a value is no text');
    }
  }
  return delivery.outcome;
}

describe('decoding', () => {
  it('never throws on thousands of arbitrary texts', () => {
    const arbitrary = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.json(),
      fc.string({
        unit: fc.constantFrom('=', '&', '%', '+', '{', '}', '[', ']', '"', '7', 'B', 'a', ',', ':'),
      }),
    );
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(arbitrary, (body) => void outcomes.add(expectSound(body))),
      { numRuns: 1_670 },
    );
    expect([...outcomes].sort()).toEqual(['empty', 'payload', 'unreadable']);
  });

  it('never throws on thousands of damaged deliveries', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('=', '&', '%', '%7B', '"', '}', '\u0000', '\uD800', 'params=', '__proto__='),
    );
    const damaged = fc
      .tuple(fc.constantFrom(...BODIES.map(([, , body]) => body)), fc.nat(), fc.nat(40), piece)
      .map(([body, at, cut, added]) => {
        const start = at % body.length;
        return body.slice(0, start) + added + body.slice(start + cut);
      });
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(damaged, (body) => void outcomes.add(expectSound(body))),
      { numRuns: 1_670 },
    );
    expect([...outcomes].sort()).toEqual(['payload', 'unreadable']);
  });

  it.each([
    ['brackets', '['.repeat(500_000)],
    ['nested lists', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['nested envelopes', `${'{"params":'.repeat(50_000)}{}${'}'.repeat(50_000)}`],
    ['equal signs', `a${'='.repeat(1_000_000)}`],
    ['equal signs after a brace', `{${'='.repeat(1_000_000)}x`],
    ['ampersands', '&'.repeat(1_000_000)],
    ['percent signs', `a=${'%'.repeat(1_000_000)}`],
    ['backslashes', `{"a":"${'\\\\'.repeat(400_000)}","n":12345678901234567890}`],
    ['blanks', `a${' '.repeat(1_000_000)}b`],
    ['pairs', 'a=1&'.repeat(200_000)],
  ])('survives a megabyte of %s', (_, body) => {
    expect(['payload', 'unreadable']).toContain(expectSound(body));
  });

  it('keeps __proto__ and constructor as the names they are', () => {
    for (const body of [
      '__proto__=a&constructor=b&lead_id=1',
      '{"__proto__":"a","constructor":"b","lead_id":"1"}',
    ]) {
      const delivery = decodeDelivery(body, {}, '__proto__=c&toString=d');
      if (delivery.outcome !== 'payload') throw new Error(delivery.outcome);
      const { snapshot } = nameFields(delivery.received, {});
      expect(Object.entries(snapshot.custom)).toEqual([
        ['__proto__', 'a'],
        ['constructor', 'b'],
        ['toString', 'd'],
      ]);
      expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    }
  });
});
