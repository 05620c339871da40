import { describe, expect, it } from '@jest/globals';
import { attempt } from '../../src/endpoint/attempt.js';
import { createMasker } from '../../src/secrets/index.js';
import { answerBodyKind } from '../../src/endpoint/index.js';
import { endpointOf } from './sample.js';

const masker = createMasker({ values: [], queryParts: [] });
const many = (text: string): string => text.repeat(Math.ceil(1_000_000 / text.length));

/**
 * Texts of which a pattern that reads a part in several ways, or looks for the end of it again from every place, is done
 * in hours or days. One that holds up the event loop ends this test as a loop for ever (test/run/watched-environment.mjs).
 */
const LONG: readonly (readonly [what: string, body: string])[] = [
  ['parameters and a sentence', `${many('a=1&')}b=not found`],
  ['one tag that does not end', `<${many('a')}`],
  ['tags that do not end', many('<a ')],
  ['brackets', many('<')],
  ['titles that do not end', `<html>${many('<title ')}`],
  ['form fields that do not end', `<html>${many('<input name=x ')}`],
  ['names of secrets', many('key')],
  ['quotes', many('"\\')],
  ['blanks', `${many(' ')}x`],
  ['commas', many(',')],
  ['digits', many('1')],
];

describe('an answer that is long and nothing else', () => {
  it.each(LONG)('is judged and masked at once: %s', async (_what, body) => {
    const answered = (status: number, responseDataType: 'JSON' | 'XML' | 'TEXT') =>
      attempt(
        endpointOf({ responseDataType }),
        '{}',
        'key-1',
        () => Promise.resolve({ kind: 'answered', status, headers: {}, body, truncated: false }),
        { caller: 'relay', mapping: null },
      );
    const attempts = [await answered(200, 'JSON'), await answered(200, 'XML'), await answered(400, 'TEXT')];
    for (const { reason } of attempts) expect((reason ?? '').length).toBeLessThan(2_000);
    expect(masker.body(body, answerBodyKind(body))).toBe(body);
  });
});
