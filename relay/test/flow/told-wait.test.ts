import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toldWait } from '../../src/flow/told-wait.js';

const NOW = Date.parse('2026-11-20T17:00:00Z');
const told = (headers: Record<string, string>, status = 200) => toldWait({ status, headers }, NOW);

describe('what an answer says of its limit', () => {
  it.each<[string, Record<string, string>, number | null]>([
    ['none left, seconds from now', { 'ratelimit-remaining': '0', 'ratelimit-reset': '30' }, 30_000],
    ['some left', { 'ratelimit-remaining': '3', 'ratelimit-reset': '30' }, null],
    ['the list of the draft', { ratelimit: '"burst";r=4;t=1, "day";r=0;t=90' }, 90_000],
    ['the list of an earlier draft', { ratelimit: 'limit=10, remaining=0, reset=7' }, 7_000],
    ['X-RateLimit in seconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '12' }, 12_000],
    [
      'in Unix seconds',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 5) },
      5_000,
    ],
    ['in Unix milliseconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 250) }, 250],
    ['no reset', { 'x-ratelimit-remaining': '0' }, null],
    [
      'a reset that is over',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 - 9) },
      0,
    ],
    ['something else', { 'x-ratelimit-remaining': 'none', 'x-ratelimit-reset': 'soon' }, null],
  ])('is read: %s', (_what, headers, wait) => {
    expect(told(headers)).toBe(wait);
  });

  it('gives way to Retry-After where the request is turned away', () => {
    const headers = { 'retry-after': '2', 'ratelimit-remaining': '0', 'ratelimit-reset': '30' };
    expect([429, 503, 200].map((status) => told(headers, status))).toEqual([2_000, 2_000, 30_000]);
  });

  it('never throws, and is never negative', () => {
    const name = fc.constantFrom(
      'retry-after',
      'ratelimit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'x-ratelimit-reset',
    );
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.oneof(fc.string(), fc.nat().map(String), fc.constant('"a";r=0;t=9'))),
        (headers) => {
          const wait = told(headers, 429);
          expect(wait === null || wait >= 0).toBe(true);
        },
      ),
    );
  });
});
