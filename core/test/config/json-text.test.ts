import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseConfigText } from '../../src/config/index.js';
import { scanJson } from '../../src/config/json-scan.js';
import { sample } from './sample.js';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const faultOf = (text: string) => scanJson(text).find(({ kind }) => kind === 'fault');

describe('the text of a configuration', () => {
  it('is read as JSON, with or without a byte order mark', () => {
    const text = JSON.stringify(sample(), null, 2);
    expect(parseConfigText(text)).toMatchObject({ ok: true });
    expect(parseConfigText(`\uFEFF${text}`)).toMatchObject({ ok: true });
  });

  it.each([
    ['a comma too many', '{\n  "version": 1,\n}', 3, 1, 'a key in quotes was expected'],
    ['a comma missing', '{\n  "version": 1\n  "hooks": []\n}', 3, 3, 'a comma or } was expected'],
    ['a comment', '{\n  // planted\n  "version": 1\n}', 2, 3, 'a key in quotes was expected'],
    ['a value without quotes', '{ "account": { "authToken": planted } }', 1, 29, 'a value was expected'],
    ['an open list', '{ "hooks": [ "planted"', 1, 23, 'a comma or ] was expected'],
    ['an open text', '{ "authToken": "planted', 1, 16, 'a value was expected'],
    ['a colon missing', '{ "version" 1 }', 1, 13, 'a colon was expected'],
    ['text after the end', '{}\nplanted', 2, 1, 'nothing more was expected'],
    ['nothing', '', 1, 1, 'a value was expected'],
  ])('is told by line and column, without a quote of it: %s', (_, text, line, column, what) => {
    expect(parseConfigText(text)).toEqual({
      ok: false,
      problems: [
        {
          code: 'BAD_JSON',
          path: '',
          value: 'text that is not JSON',
          message: `At line ${String(line)}, column ${String(column)}: ${what}.`,
          remedy: expect.stringMatching(/no comments/),
        },
      ],
      warnings: [],
    });
  });

  it('may not hold a key twice, because the first would be lost', () => {
    const text = '{ "version": 1, "hooks": [{ "id": "a" }],\n  "hooks": [] }';
    expect(parseConfigText(text)).toMatchObject({
      ok: false,
      problems: [
        { code: 'REPEATED_KEY', value: '"hooks"', message: expect.stringMatching(/line 2, column 3/) },
      ],
    });
    expect(scanJson('{ "a": { "b": 1 }, "c": { "b": 2 } }')).toEqual([]);
    expect(scanJson('{ "a": 1, "\\u0061": 2 }')).toMatchObject([{ kind: 'repeated-key', what: 'a' }]);
  });

  it('is found faulty exactly where JSON.parse refuses it', () => {
    const valid = fc.json({ depthSize: 'medium' });
    const cut = fc.tuple(valid, fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, junk]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + junk + text.slice(index + 1);
    });
    const pieces = fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"a"',
          '"',
          '\\',
          '1',
          '-',
          '0.',
          '1e5',
          '01',
          'null',
          ' ',
        ),
      )
      .map((list) => list.join(''));
    fc.assert(
      fc.property(fc.oneof(valid, cut, pieces), (text) => {
        expect(faultOf(text) === undefined).toBe(parses(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('may nest as deeply as it likes', () => {
    const depth = 200_000;
    const nested = '['.repeat(depth) + ']'.repeat(depth);
    expect(scanJson(nested)).toEqual([]);
    expect(parseConfigText(`{ "version": 1, "hooks": ${nested} }`)).toMatchObject({ ok: false });
  });
});
