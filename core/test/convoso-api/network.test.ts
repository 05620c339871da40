import { describe, expect, it } from '@jest/globals';
import { CONVOSO_ENDPOINTS } from '../../src/convoso-api/endpoints.js';
import { networkFailure } from '../../src/convoso-api/network.js';
import { nextWait } from '../../src/convoso-api/waits.js';
import * as fc from 'fast-check';

const { insert, search } = CONVOSO_ENDPOINTS.leads;
const plain = (text: string) => text;

const withCode = (code: string, message = '') => Object.assign(new Error(message), { code });
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('what an HTTP library throws', () => {
  it.each<[string, unknown, string, string]>([
    ['no server', withCode('ECONNREFUSED'), 'CONVOSO_UNREACHABLE', 'not-sent'],
    ['no server, from fetch', fetchFailed(withCode('ECONNREFUSED')), 'CONVOSO_UNREACHABLE', 'not-sent'],
    [
      'no server at any of several addresses',
      fetchFailed(new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')])),
      'CONVOSO_UNREACHABLE',
      'not-sent',
    ],
    ['no host', withCode('ENOTFOUND'), 'CONVOSO_UNREACHABLE', 'not-sent'],
    ['no connection in time', withCode('UND_ERR_CONNECT_TIMEOUT'), 'CONVOSO_UNREACHABLE', 'not-sent'],
    ['no answer in time', new DOMException('late', 'TimeoutError'), 'CONVOSO_TIMEOUT', 'unknown'],
    ['a time limit of axios', withCode('ECONNABORTED'), 'CONVOSO_TIMEOUT', 'unknown'],
    ['no body in time', fetchFailed(withCode('UND_ERR_BODY_TIMEOUT')), 'CONVOSO_TIMEOUT', 'unknown'],
    ['a cut connection', fetchFailed(withCode('ECONNRESET')), 'CONVOSO_CONNECTION_LOST', 'unknown'],
    ['an error of another kind', new RangeError('odd'), 'CONVOSO_CONNECTION_LOST', 'unknown'],
    ['a text', 'boom', 'CONVOSO_CONNECTION_LOST', 'unknown'],
    ['nothing', undefined, 'CONVOSO_CONNECTION_LOST', 'unknown'],
  ])('%s', (_what, thrown, code, outcome) => {
    const write = networkFailure(insert, thrown, plain);
    expect(write).toMatchObject({
      code,
      outcome,
      repeatable: outcome === 'not-sent',
      endpoint: 'leads/insert',
    });
    expect(networkFailure(search, thrown, plain)).toMatchObject({ code, outcome, repeatable: true });
  });

  it('is told in its own words, with the codes of its causes', () => {
    const { message } = networkFailure(insert, fetchFailed(withCode('ECONNREFUSED')), plain);
    expect(message).toBe(
      'leads/insert was not sent: no connection could be made (fetch failed, ECONNREFUSED).',
    );
    expect(networkFailure(insert, {}, plain).message).toBe(
      'leads/insert was cut off before its answer was complete.',
    );
  });

  it('is read to an end, though it may be its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(networkFailure(insert, error, plain).code).toBe('CONVOSO_CONNECTION_LOST');
  });
});

describe('the wait before a repetition', () => {
  const inputs = fc.record({
    tries: fc.integer({ min: 1, max: 6 }),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });

  it('is never shorter than Convoso asks for and never longer than half a minute', () => {
    fc.assert(
      fc.property(
        inputs,
        fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
        (input, maxTries) => {
          const wait = nextWait(input, maxTries);
          const ends = input.tries >= (maxTries ?? 4) || (input.retryAfterMs ?? 0) > 30_000;
          expect(wait === null).toBe(ends);
          if (wait === null) return;
          expect(wait).toBeGreaterThanOrEqual(input.retryAfterMs ?? 0);
          expect(wait).toBeLessThanOrEqual(30_000);
          const base = 1_000 * 2 ** (input.tries - 1);
          if (input.retryAfterMs === null) expect(Math.abs(wait - base)).toBeLessThanOrEqual(0.2 * base);
        },
      ),
    );
  });

  it.each([
    [1, 0.5, 1_000],
    [2, 0.5, 2_000],
    [3, 0.5, 4_000],
    [1, 0, 800],
  ])('after %i tries and with a random number of %f is %i ms', (tries, random, expected) => {
    expect(nextWait({ tries, random, retryAfterMs: null })).toBe(expected);
  });
});
