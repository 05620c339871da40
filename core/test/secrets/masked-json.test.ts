import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMasker } from '../../src/secrets/mask.js';
import { MASK, isMaskedByValue } from '../../src/secrets/mask-values.js';
import { isSensitiveName } from '../../src/secrets/sensitive-names.js';

const maskerOf = (...values: string[]) => createMasker({ values, queryParts: [] });

/** What a person may have configured, and what would break JSON if it were cut out of its text. */
const anySecret = fc.oneof(
  fc.constantFrom('true', 'false', 'null', '4455', '14455', '{"', '\\', '"', '":"', '[1,2]', '{}', ','),
  fc.constantFrom('12345678', '-1234.5', '1e+100', 'a"b\\c\nd', 'sé/cret', '[masked', '"lead":1', 'sked]"'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.stringMatching(/^[0-9]{1,12}$/),
);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** JSON in which the secrets stand everywhere: alone, inside of other texts and numbers, and as keys. */
function jsonWith(secrets: readonly string[]): fc.Arbitrary<Json> {
  const secret = fc.constantFrom('', ...secrets);
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.string(), secret, fc.string()).map((parts) => parts.join('')),
  );
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.tuple(fc.constantFrom('', '1', '77'), secret, fc.constantFrom('', '0', '.5')).map((parts) => {
      const made = Number(parts.join(''));
      return Number.isFinite(made) ? made : 0;
    }),
  );
  const key = text.filter((name) => !isSensitiveName(name));
  return fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      number,
      fc.constantFrom(null, true, false),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).value;
}

const secretsAndJson = fc
  .array(anySecret, { minLength: 1, maxLength: 4 })
  .chain((secrets) => fc.tuple(fc.constant(secrets), jsonWith(secrets)));

/** Every text and number of a value, and every key. */
function tokensOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(tokensOf);
  return Object.entries(value).flatMap(([key, item]) => [key, ...tokensOf(item)]);
}

function leaksIn(secrets: readonly string[], value: unknown): string[] {
  const hidden = secrets.filter((secret) => isMaskedByValue(secret) && !MASK.includes(secret));
  return tokensOf(value).filter((token) => hidden.some((secret) => token.includes(secret)));
}

describe('JSON that is masked', () => {
  it('is JSON again, of which no text, number or key holds a secret', () => {
    fc.assert(
      fc.property(secretsAndJson, fc.nat(2), ([secrets, value], indent) => {
        const masker = maskerOf(...secrets);
        const text = JSON.stringify(value, null, indent);
        const inForm = masker.body(`a=1&payload=${encodeURIComponent(text)}`, 'form');
        const inUrl = masker.url(`https://crm.example.test/?payload=${encodeURIComponent(text)}`);
        // Only objects and lists are taken for JSON there; a lone text is a value like any other.
        const isContainer = typeof value === 'object' && value !== null;
        const shown: unknown[] = [
          JSON.parse(masker.json(value)),
          JSON.parse(masker.body(text, 'json')),
          JSON.parse(isContainer ? masker.body(text, 'form') : 'null'),
          ...(isContainer
            ? [inForm, inUrl].map((each) => decodeURIComponent(each.slice(each.indexOf('payload=') + 8)))
            : []
          ).map((payload) => JSON.parse(payload) as unknown),
        ];
        expect(leaksIn(secrets, shown)).toEqual([]);
        expect(JSON.parse(masker.json(value))).toEqual(JSON.parse(JSON.stringify(masker.value(value))));
      }),
      { numRuns: 330 },
    );
  });

  it('is the same value and the same text where nothing in it is secret', () => {
    const known = fc.array(
      fc.oneof(
        anySecret.filter((secret) => !isMaskedByValue(secret)),
        fc.stringMatching(/^§[a-z0-9§]{5,9}$/),
      ),
    );
    const json = fc.jsonValue().filter((value) => !tokensOf(value).some((token) => token.includes('§')));
    fc.assert(
      fc.property(known, json, fc.nat(2), (secrets, value, indent) => {
        fc.pre(!tokensOf(value).some(isSensitiveName));
        const masker = maskerOf(...secrets);
        const text = JSON.stringify(value, null, indent);
        expect(masker.json(value)).toBe(JSON.stringify(value));
        expect(JSON.stringify(masker.data(value))).toBe(JSON.stringify(value));
        expect(masker.body(text, 'json')).toBe(text);
      }),
      { numRuns: 330 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(secretsAndJson, ([secrets, value]) => {
        const masker = maskerOf(...secrets);
        const once = masker.body(JSON.stringify(value), 'json');
        expect(masker.body(once, 'json')).toBe(once);
      }),
      { numRuns: 170 },
    );
  });

  it.each([
    ['X-Sandbox: true', 'true', { success: true }],
    ['pass=4455', '4455', { lead: 14455 }],
    ['null', 'null', { lead: null }],
  ])('is not touched by a literal or a number that is configured: %s', (_, secret, value) => {
    expect(maskerOf(secret).json(value)).toBe(JSON.stringify(value));
    expect(maskerOf(secret).body(JSON.stringify(value), 'json')).toBe(JSON.stringify(value));
  });

  it('has a text in place of a number that holds a secret, however it is spelled', () => {
    const masker = maskerOf('12345678');
    expect(masker.json({ lead: 9912345678, n: 1234567 })).toBe('{"lead":"99[masked]","n":1234567}');
    expect(masker.body('{"a":12345678,"b":1.2345678e7,"c":1234567809999999999999}', 'json')).toBe(
      '{"a":"[masked]","b":"[masked]","c":"[masked]09999999999999"}',
    );
  });

  it('is read through its escapes', () => {
    expect(maskerOf('abcdef').body('{"a":"\\u0061bcdef","b":"\\u0041"}', 'json')).toBe(
      '{"a":"[masked]","b":"\\u0041"}',
    );
  });

  it('keeps the values of keys that look alike once they are masked', () => {
    const masker = maskerOf('hidden-1', 'hidden-2');
    expect(masker.json({ 'hidden-1': 1, '[masked]': 2, 'hidden-2': 3 })).toBe(
      '{"[masked] 2":1,"[masked]":2,"[masked] 3":3}',
    );
  });

  it('is masked as text where it is cut off', () => {
    expect(maskerOf('abcdef').body('{"note":"abcdef","token":"x", "b":"abcde', 'json')).toBe(
      '{"note":"[masked]","token":"[masked]", "b":"abcde',
    );
  });

  it('is null where JSON has no text for a value', () => {
    expect(maskerOf('abcdef').json(undefined)).toBe('null');
  });

  it('keeps the names of data that is used further, and hides only values', () => {
    expect(maskerOf('abcdef').data({ token: 'mine', note: 'abcdef' })).toEqual({
      token: 'mine',
      note: '[masked]',
    });
  });
});

describe('a short secret', () => {
  const masker = createMasker({ values: ['p=44', '44', 'k'], queryParts: ['p=44', 'k'] });

  it.each([
    ['https://a.example.test/?lead_id=44&p=44', 'https://a.example.test/?lead_id=44&p=[masked]'],
    ['https://a.example.test/?p=441&k', 'https://a.example.test/?p=441&[masked]'],
  ])('is masked where it is sent, and nowhere else: %s', (url, shown) => {
    expect(masker.url(url)).toBe(shown);
  });

  it('is left alone in an answer', () => {
    expect(masker.json({ pin: 44, k: 'k44' })).toBe('{"pin":44,"k":"k44"}');
  });
});
