import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMasker } from '../../src/secrets/mask.js';
import { isMaskedByValue } from '../../src/secrets/mask-values.js';

const maskerOf = (...values: string[]) => createMasker({ values, queryParts: [] });
const SECRET = 'S3cr+t/value';
const masker = maskerOf(SECRET);

describe('a URL', () => {
  it.each([
    [
      'https://crm.example.test/calls?token=abc&lead_id=7',
      'https://crm.example.test/calls?token=[masked]&lead_id=7',
    ],
    ['/hooks/main?secret=abc', '/hooks/main?secret=[masked]'],
    ['https://a.example.test/?API%5FKey=abc&x=%20+', 'https://a.example.test/?API%5FKey=[masked]&x=%20+'],
    ['https://user:pw@a.example.test/x@y?z=1', 'https://[masked]@a.example.test/x@y?z=1'],
    ['https://key-only@a.example.test', 'https://[masked]@a.example.test'],
    ['//user:p@ss@a.example.test/', '//[masked]@a.example.test/'],
    [
      'https://a.example.test/cb#access_token=abc&state=1',
      'https://a.example.test/cb#access_token=[masked]&state=1',
    ],
    [
      'https://a.example.test/?auth[user]=a&auth[pass]=b',
      'https://a.example.test/?auth[user]=[masked]&auth[pass]=[masked]',
    ],
    ['https://a.example.test/?token=a=b&c', 'https://a.example.test/?token=[masked]&c'],
    [`https://a.example.test/${encodeURIComponent(SECRET)}/calls`, 'https://a.example.test/[masked]/calls'],
    ['https://a.example.test/?name=%E9&token=abc', 'https://a.example.test/?name=%E9&token=[masked]'],
  ])('%s is shown as %s', (url, shown) => {
    expect(masker.url(url)).toBe(shown);
    expect(masker.url(shown)).toBe(shown);
  });

  it.each([
    '',
    'not a url',
    'https://a.example.test/?token=&lead_id=7',
    'https://a.example.test/calls?phone_number=7735550167&agent_email=agent%40example.test#top',
    'https://a.example.test/?',
    'https://a.example.test/mail@example.test',
  ])('without secrets stays as it is: %j', (url) => {
    expect(masker.url(url)).toBe(url);
  });
});

describe('a URL that is masked again and again', () => {
  it('is masked each time, and after many others', () => {
    const { url } = createMasker({ values: ['planted-secret'], queryParts: [] });
    const masked = (number: number): void => {
      const written = `https://crm.example.test/${number}?note=planted-secret`;
      expect(url(written)).toBe(`https://crm.example.test/${number}?note=[masked]`);
    };
    for (let number = 0; number < 500; number += 1) {
      masked(number % 7);
      masked(number);
    }
  });
});

describe('a secret part of an address that reaches over several parameters', () => {
  const { url, headers, body } = maskerOf('Planted1&k2=Planted2');

  it('is masked as a whole, also where its first parameter is masked by its name', () => {
    expect(url('/redirect?key=Planted1&k2=Planted2&z=1')).toBe('/redirect?key=[masked]&z=1');
    expect(url('/redirect?token=Planted1&k2=Planted2&z=1')).toBe('/redirect?token=[masked]&z=1');
    expect(headers([{ name: 'location', value: '/?token=Planted1&k2=Planted2' }])).toEqual([
      { name: 'location', value: '/?token=[masked]' },
    ]);
    expect(body('token=Planted1&k2=Planted2&z=1', 'form')).toBe('token=[masked]&z=1');
  });
});

describe('headers', () => {
  it('are masked by name, and by value where the name tells nothing', () => {
    const headers = [
      { name: 'Content-Type', value: 'application/json' },
      { name: 'authorization', value: 'Bearer abc' },
      { name: 'X-Shared-Secret', value: 'abc' },
      { name: 'X-Custom', value: `v1 ${SECRET}` },
      { name: 'Idempotency-Key', value: '01J0' },
      { name: 'Cookie', value: '' },
      { name: 'Location', value: 'https://a.example.test/?code=1&token=abc' },
    ];
    expect(masker.headers(headers).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Content-Type: application/json',
      'authorization: [masked]',
      'X-Shared-Secret: [masked]',
      'X-Custom: v1 [masked]',
      'Idempotency-Key: 01J0',
      'Cookie: ',
      'Location: https://a.example.test/?code=1&token=[masked]',
    ]);
  });
});

describe('a form body', () => {
  it('keeps every byte but the secrets', () => {
    const body = `lead_id=7&first_name=Test+Lead&note=%e9%zz&auth_token=abc%20d&&empty=&flag&v=${encodeURIComponent(SECRET)}&=x`;
    expect(masker.body(body, 'form')).toBe(
      'lead_id=7&first_name=Test+Lead&note=%e9%zz&auth_token=[masked]&&empty=&flag&v=[masked]&=x',
    );
  });

  it('is masked by the keys of JSON that it carries', () => {
    const json = encodeURIComponent('{"lead_id":"7","token":"abc"}');
    const shown = encodeURIComponent('{"lead_id":"7","token":"[masked]"}');
    expect(masker.body(`${json}=`, 'form')).toBe(`${shown}=`);
    expect(masker.body(`payload=${json}&a=1`, 'form')).toBe(`payload=${shown}&a=1`);
    expect(masker.body('{"token":"a=b&c"}', 'form')).toBe('{"token":"[masked]"}');
    const harmless = '%7b%22lead_id%22:%227%22%7d=';
    expect(masker.body(harmless, 'form')).toBe(harmless);
  });
});

describe('a JSON body', () => {
  it.each([
    ['{"token":"abc"}', '{"token":"[masked]"}'],
    ['{ "token" :\n "a\\"b" , "b" : 1.50 }', '{ "token" :\n "[masked]" , "b" : 1.50 }'],
    ['{"a":[{"api_key":12345,"x":[1,2]}]}', '{"a":[{"api_key":"[masked]","x":[1,2]}]}'],
    ['{"credentials":{"user":"a","list":["}",{"b":"]"}]},"x":"y"}', '{"credentials":"[masked]","x":"y"}'],
    ['{"\\u0074oken":"abc"}', '{"\\u0074oken":"[masked]"}'],
    ['{"token":"abc","token":"def"}', '{"token":"[masked]","token":"[masked]"}'],
    ['{"a":"token","b":"c:d"}', '{"a":"token","b":"c:d"}'],
    [
      '{"token":null,"secret":"","auth":true,"lead_id":"7"}',
      '{"token":null,"secret":"","auth":true,"lead_id":"7"}',
    ],
    ['{"note":"it\'s S3cr+t\\/value"}', '{"note":"it\'s [masked]"}'],
    ['{"lead_id":"7","token":"abc', '{"lead_id":"7","token":"[masked]"'],
    ['{"token":{"a":[1,', '{"token":"[masked]"'],
    ['{"token":', '{"token":'],
    ['{"tok\\', '{"tok\\'],
    ['not json', 'not json'],
  ])('%s is shown as %s', (body, shown) => {
    expect(masker.body(body, 'json')).toBe(shown);
    expect(masker.body(shown, 'json')).toBe(shown);
  });

  /** Any JSON value whose keys are drawn from `keys`. */
  const jsonWith = (keys: fc.Arbitrary<string>) =>
    fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(keys, tie('value')),
      ),
    })).value;

  it('stays byte for byte, however it is laid out, when nothing in it is secret', () => {
    const documents = jsonWith(fc.constantFrom('lead_id', 'status', 'a "quoted" name', 'é', ''));
    fc.assert(
      fc.property(documents, fc.nat(3), (document, indent) => {
        const body = JSON.stringify(document, null, indent);
        expect(maskerOf().body(body, 'json')).toBe(body);
      }),
    );
  });

  it('stays valid JSON in which only the sensitive values differ', () => {
    // Each name of a secret has a vowel or a w in it, so a key without them is an ordinary one however it is spaced.
    const ordinary = fc.string().map((key) => key.replace(/[aeiouw]/gi, ''));
    const document = fc.record({
      lead_id: jsonWith(ordinary),
      token: jsonWith(fc.string()),
      status: fc.string(),
    });
    const hides = (value: unknown) => value !== null && value !== '' && typeof value !== 'boolean';
    fc.assert(
      fc.property(document, fc.nat(3), ({ lead_id, token, status }, indent) => {
        const shown = maskerOf().body(JSON.stringify({ lead_id, token, status }, null, indent), 'json');
        const expected = { lead_id, token: hides(token) ? '[masked]' : token, status };
        expect(shown).toBe(JSON.stringify(JSON.parse(shown), null, indent));
        expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
    );
  });
});

describe('a body of plain text', () => {
  it('is masked by value only', () => {
    expect(masker.body(`token=abc ${SECRET}`, 'text')).toBe('token=abc [masked]');
  });
});

describe('structured data', () => {
  it('is copied with secrets masked by key and by value, at any depth', () => {
    const value = {
      lead: { lead_id: '7', note: `x ${SECRET}` },
      auth: { user: 'a' },
      list: [{ api_key: 5 }, null, true],
      pin: 2,
    };
    expect(masker.json(value)).toBe(
      '{"lead":{"lead_id":"7","note":"x [masked]"},"auth":"[masked]","list":[{"api_key":"[masked]"},null,true],"pin":2}',
    );
    expect(value.auth).toEqual({ user: 'a' });
  });

  it('keeps hostile keys as plain keys', () => {
    const shown = masker.value(JSON.parse('{"__proto__":{"polluted":true},"constructor":1}')) as object;
    expect(Object.getPrototypeOf(shown)).toBeNull();
    expect(Object.keys(shown)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('is masked in its keys and numbers too', () => {
    const shown = maskerOf('12345678', 'hidden-key').value({
      'hidden-key': 12345678,
      n: 1234,
    });
    expect(JSON.stringify(shown)).toBe('{"[masked]":"[masked]","n":1234}');
  });

  it('is read as JSON reads it', () => {
    expect(masker.value({ at: new Date(0) })).toEqual({ at: '1970-01-01T00:00:00.000Z' });
  });

  it('of any depth is cut instead of exhausting the stack', () => {
    let deep: unknown = SECRET;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    const shown = masker.json(deep);
    expect(shown).toContain('[masked]');
    expect(shown.length).toBeLessThan(1_000);
  });
});

describe('every way of showing', () => {
  it('leaves no secret behind', () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 30, unit: 'binary' })
      .filter((text) => isMaskedByValue(text) && !'[masked]'.includes(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const { text, url, headers, body, json } = maskerOf(value);
        const form = `a=${encodeURIComponent(before)}&b=${encodeURIComponent(value)}&c=${encodeURIComponent(after)}`;
        const shown = [
          text(before + value + after),
          url(`https://a.example.test/?${form}`),
          ...headers([{ name: 'x-custom', value: before + value + after }]).map((header) => header.value),
          body(form, 'form'),
          body(JSON.stringify({ note: before + value + after }), 'json'),
          json({ note: [before + value + after] }),
        ];
        for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) {
          expect(shown.filter((each) => each.includes(form) && !'[masked]'.includes(form))).toEqual([]);
        }
      }),
    );
  });
});
