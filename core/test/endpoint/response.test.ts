import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readResponse, type JsonValue } from '../../src/endpoint/response/index.js';

const read = (body: string, responseKey = '', delimiter = '') =>
  readResponse({ responseDataType: 'JSON', responseKey, delimiter }, body);

describe('the result of an answer', () => {
  const ANSWER =
    '{"success":true,"data":{"lead":{"id":"5"},"ids":[7,8]},"data.lead":"flat","tags":"a, b,c","none":null}';

  it.each<[string, string, string, JsonValue]>([
    ['the whole answer without a key', '{"a":[1,{"b":null}]}', '', { a: [1, { b: null }] }],
    ['the whole answer where it is a list', '[1,"a"]', '', [1, 'a']],
    ['the whole answer where it is a text', '"ok"', '', 'ok'],
    ['the whole answer where it is a number', ' 0 ', '', 0],
    ['the whole answer where it is false', 'false', '', false],
    ['the whole answer where it is an empty text', '""', '', ''],
    ['the value at the key', ANSWER, 'success', true],
    ['an object at the key', ANSWER, 'data', { lead: { id: '5' }, ids: [7, 8] }],
    ['the value at the end of a path', ANSWER, 'data.lead.id', '5'],
    ['the value at a key that has a dot itself', ANSWER, 'data.lead', 'flat'],
    ['an element of a list', ANSWER, 'data.ids.1', 8],
    ['an element of the answer', '[{"id":"5"}]', '0.id', '5'],
    ['false', '{"a":false}', 'a', false],
    ['zero', '{"a":0}', 'a', 0],
    ['an empty text', '{"a":""}', 'a', ''],
    [
      'a value under a name that objects inherit',
      '{"constructor":"c","__proto__":{"x":"p"}}',
      '__proto__.x',
      'p',
    ],
    ['the last of two under one name', '{"a":1,"a":2}', 'a', 2],
  ])('is %s', (_what, body, key, value) => {
    expect(read(body, key)).toEqual({ value });
  });

  it.each([
    ['an empty answer', '', '', /is empty/],
    ['a blank answer', ' \n', '', /is empty/],
    ['a broken answer', '{"a":1', 'a', /is not valid JSON/],
    ['text', 'OK', '', /plain text; Response Data Type is JSON/],
    ['a page', '<!DOCTYPE html><p>Not found', 'a', /web page/],
    ['XML', '  <Values><value>1</value></Values>', '', /XML/],
    ['the value null', 'null', '', /value null/],
    ['the value null with a key', 'null', 'a', /"a"/],
    ['a key that is not there', '{"a":1}', 'b', /Response Key "b"/],
    ['a key whose value is null', '{"a":null}', 'a', /Response Key "a"/],
    ['a path that ends too early', '{"a":1}', 'a.b', /Response Key "a\.b"/],
    ['a path through null', '{"a":null}', 'a.b.c', /Response Key/],
    ['a key in another case', '{"Success":true}', 'success', /Response Key/],
    ['a key of a list', '[1,2]', 'a', /Response Key/],
    ['the length of a list', '{"a":[1,2]}', 'a.length', /Response Key/],
    ['the length of a text', '{"a":"abc"}', 'a.length', /Response Key/],
    ['a character of a text', '"abc"', '0', /Response Key/],
    ['a key of a number', '5', 'toFixed', /Response Key/],
    ['__proto__', '{}', '__proto__', /Response Key/],
    ['constructor', '{}', 'constructor', /Response Key/],
    ['constructor.name', '{"a":{}}', 'a.constructor.name', /Response Key/],
    ['hasOwnProperty of a list', '[]', 'hasOwnProperty', /Response Key/],
  ])('is null, with the reason, for %s', (_what, body, key, why) => {
    expect(read(body, key)).toEqual({ value: null, why: expect.stringMatching(why) });
  });

  it.each<[string, string, string, string, JsonValue]>([
    ['splits the text it found', '{"a":"x, y,z"}', 'a', ',', ['x', 'y', 'z']],
    ['splits an answer that is a text', '"x|y"', '', '|', ['x', 'y']],
    ['does not split without a delimiter', '{"a":"x, y"}', 'a', '', 'x, y'],
    ['leaves a text alone that has no delimiter in it', '{"a":"x"}', 'a', ',', 'x'],
    ['splits nothing but texts', '{"a":["x,y"]}', 'a', ',', ['x,y']],
    ['splits nothing inside an object', '{"a":"x,y"}', '', ',', { a: 'x,y' }],
  ])('%s', (_what, body, key, delimiter, value) => {
    expect(read(body, key, delimiter)).toEqual({ value });
  });

  it('quotes nothing of an answer that it cannot read', () => {
    const { why } = read('{"token":"planted-secret"', 'token');
    expect(why).toMatch(/is not valid JSON/);
    expect(why).not.toMatch(/planted/);
  });

  it('never throws, and is null exactly where it says why', () => {
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.json().map((text) => text.slice(1)),
    );
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom('', '.', '..', '__proto__', 'constructor.prototype', 'length', '0', 'a.b'),
    );
    fc.assert(
      fc.property(body, key, fc.constantFrom('', ',', 'a'), (text, responseKey, delimiter) => {
        const result = read(text, responseKey, delimiter);
        expect(result.value === null).toBe(typeof result.why === 'string');
        expect(result.value).not.toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds every value at its path', () => {
    const name = fc.stringMatching(/^[a-z_]{1,6}$/);
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), leaf, (path, value) => {
        const answer = path.reduceRight<unknown>(
          (inner, one) =>
            Object.fromEntries([
              ['other', 0],
              [one, inner],
            ]),
          value,
        );
        expect(read(JSON.stringify(answer), path.join('.'))).toEqual({ value });
      }),
    );
  });
});
