import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MASK, SHORTEST_MASKED_VALUE, isMaskedByValue, valueMasker } from '../../src/secrets/mask-values.js';

/** Each example compiles a pattern, which is dear; the long form takes ten times as many of what stands here. */
const RUNS = { numRuns: process.env['CHECK_FULL'] === '1' ? 500 : 50 };

const anySecret = fc
  .oneof(
    fc.string({ minLength: SHORTEST_MASKED_VALUE, maxLength: 40, unit: 'binary' }),
    fc.string({ minLength: SHORTEST_MASKED_VALUE, maxLength: 40, unit: 'binary-ascii' }),
    fc.string({
      minLength: SHORTEST_MASKED_VALUE,
      maxLength: 12,
      unit: fc.constantFrom('\\', '"', '/', 'n', '%', '[', 'd', ']'),
    }),
  )
  // A part of the mask cannot be hidden by it; see its own test.
  .filter((secret) => isMaskedByValue(secret) && !MASK.includes(secret));
/** Of characters that keys and tokens are made of, and of those that are written in many ways. */
const anyToken = fc
  .string({
    minLength: SHORTEST_MASKED_VALUE + 1,
    maxLength: 60,
    unit: fc.constantFrom(...Array.from('aZ09-_.~+/=&<>"\' %é')),
  })
  .filter(isMaskedByValue);
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', MASK, '[mask', 'ed]', '\\', '%'));

/** The forms in which a value travels, written by the platform's own encoders. */
const ENCODERS: readonly (readonly [string, (text: string) => string])[] = [
  ['plain', (text) => text],
  ['percent-encoded', encodeURIComponent],
  [
    'percent-encoded in lower case',
    (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  ],
  ['form-encoded', (text) => new URLSearchParams({ a: text }).toString().slice(2)],
  ['JSON-escaped', (text) => JSON.stringify(text).slice(1, -1)],
  ['JSON-escaped with slashes', (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/')],
  ['JSON-escaped to ASCII', (text) => asciiJson(text)],
  ['escaped for a page by PHP', htmlEscaped],
  ['JSON-escaped, then percent-encoded', (text) => encodeURIComponent(JSON.stringify(text).slice(1, -1))],
  [
    'JSON-escaped, then form-encoded',
    (text) => new URLSearchParams({ a: asciiJson(text) }).toString().slice(2),
  ],
  ['escaped for a page', (text) => text.replace(/[&<>"']/g, (character) => `&${NAMES[character] ?? ''};`)],
  [
    'escaped for a page by hexadecimal numbers',
    (text) => text.replace(/[&<>"'`=/+]/g, (character) => `&#x${hex(character).toUpperCase()};`),
  ],
  [
    'escaped for a page by numbers',
    (text) => text.replace(/[&<>"'+]|\P{ASCII}/gu, (character) => `&#${character.codePointAt(0) ?? 0};`),
  ],
];

/** As PHP's htmlspecialchars writes it. */
function htmlEscaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#039;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const NAMES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}

function asciiJson(text: string): string {
  const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, escape);
}

describe('masking by value', () => {
  it.each(ENCODERS)('leaves no secret in a text that holds it %s', (_form, encode) => {
    fc.assert(
      fc.property(anySecret, anyText, anyText, (secret, before, after) => {
        const masked = valueMasker([secret])(before + encode(secret) + after);
        expect(masked).toContain(MASK);
        const shown = ENCODERS.map(([, form]) => form(secret)).filter((form) => masked.includes(form));
        expect(shown.filter((form) => !MASK.includes(form))).toEqual([]);
      }),
      RUNS,
    );
  });

  it.each(ENCODERS)(
    'leaves five characters of one at most where a shortened text ends (%s)',
    (_form, encode) => {
      fc.assert(
        fc.property(anyToken, fc.nat(), (secret, end) => {
          const encoded = encode(secret);
          const shown = encoded.slice(0, 1 + (end % encoded.length));
          const masked = valueMasker([secret])(`Invalid token: ${shown}…`);
          const whole = `Invalid token: ${MASK}…`;
          if (shown.startsWith(encode(secret.slice(0, SHORTEST_MASKED_VALUE)))) expect(masked).toBe(whole);
          else expect([`Invalid token: ${shown}…`, whole]).toContain(masked);
        }),
        RUNS,
      );
    },
  );

  it('leaves words alone that are shortened, and are no beginning of a secret', () => {
    const mask = valueMasker(['wrongtoken-0123456789']);
    for (const text of ['the token is wron…', 'wrong key…', 'wrongtok and more…'])
      expect(mask(text)).toBe(text);
    expect(mask('Invalid token wrongtoken-01…')).toBe(`Invalid token ${MASK}…`);
  });

  it('leaves none of several secrets, wherever they stand', () => {
    const secrets = fc.array(anySecret, { minLength: 1, maxLength: 5 });
    const pieces = fc.array(fc.oneof(anyText, fc.nat(4)), { maxLength: 8 });
    fc.assert(
      fc.property(secrets, pieces, (values, parts) => {
        const text = parts.map((part) => (typeof part === 'number' ? (values[part] ?? '') : part)).join('');
        const masked = valueMasker(values)(text);
        expect(values.filter((value) => masked.includes(value))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(anySecret, { maxLength: 4 }), anyText, anyText, (secrets, before, after) => {
        const mask = valueMasker(secrets);
        const once = mask(before + secrets.join(after) + after);
        expect(mask(once)).toBe(once);
      }),
      RUNS,
    );
  });

  it('returns a text without secrets as it is', () => {
    const secret = fc.string({ minLength: 6, unit: fc.constantFrom('a', 'b', '/', '"', '\\', ' ') });
    const text = fc.string({ unit: fc.constantFrom('c', 'd', '.', '=', '&', '[', '\n', 'é') });
    fc.assert(fc.property(secret, text, (value, plain) => expect(valueMasker([value])(plain)).toBe(plain)));
  });

  it('covers the longer of two secrets that begin alike', () => {
    expect(valueMasker(['abcdef', 'abcdefgh'])('x abcdefgh y abcdef z')).toBe('x [masked] y [masked] z');
  });

  it('covers overlapping secrets with one mask and shows no rest of either', () => {
    expect(valueMasker(['abcdef', 'defghi'])('<abcdefghi>')).toBe('<[masked]>');
  });

  it('keeps secrets that follow each other apart', () => {
    expect(valueMasker(['abcdef', 'ghijkl'])('abcdefghijkl')).toBe('[masked][masked]');
  });

  it('masks a secret that only arises beside a mask', () => {
    expect(valueMasker(['abcdef', 'ked]!!'])('abcdef!! ked]!!')).toBe('[masked] [masked]');
  });

  it('comes to an end when a secret is a part of the mask', () => {
    const mask = valueMasker(['masked', '[masked]', 'asked]']);
    expect(mask('an asked] and a masked man')).toBe('an [masked] and a [masked] man');
    expect(mask('[masked]')).toBe('[masked]');
  });

  it('leaves alone what is too short to be told from ordinary data', () => {
    const short = ['CA', 'yes', '', 'true', 'false', 'null', '4455', '1234567'];
    const text = 'yes, CA true false null 14455 12345678';
    expect(valueMasker(short)(text)).toBe(text);
    expect(valueMasker([...short, '12345678', 'abcdef'])(`${text} abcdef`)).toBe(
      'yes, CA true false null 14455 [masked] [masked]',
    );
  });

  it('reads every character of a value as itself', () => {
    expect(valueMasker(['.*?+[^', '(a|b)$'])('abcdef .*?+[^ (a|b)$ a b')).toBe(
      'abcdef [masked] [masked] a b',
    );
  });

  it('finds half a surrogate pair as encoders write it', () => {
    const secret = 'abcde\ud83d';
    const mask = valueMasker([secret]);
    expect(mask(JSON.stringify(secret))).toBe('"[masked]"');
    expect(mask(new URLSearchParams({ a: secret }).toString())).toBe('a=[masked]');
  });

  it.each([
    ['backslashes', '\\'.repeat(40) + 'x', '\\'.repeat(5_000)],
    ['backslashes and quotes', '\\"'.repeat(40) + 'x', '\\\\\\"'.repeat(2_000)],
    ['percent signs', '%25'.repeat(30) + 'x', '%2525'.repeat(2_000)],
    ['one letter', 'a'.repeat(60) + 'x', 'a'.repeat(10_000)],
  ])('is not stalled by a text of %s that nearly matches', (_what, secret, text) => {
    expect(valueMasker([secret])(text)).toBe(text);
  });
});
