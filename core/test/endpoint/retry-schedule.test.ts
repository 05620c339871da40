import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { nextAttemptAt, type RetryInput } from '../../src/endpoint/retry-schedule.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The waits of the documents after the first, second … attempt; the last one repeats. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];

const next = (input: Partial<RetryInput> = {}) =>
  nextAttemptAt({
    attempts: 1,
    now: NOW,
    giveUpAt: NOW + 24 * HOUR,
    retryAfter: null,
    random: 0.5,
    ...input,
  });

/** The wait until the next attempt, where nothing else is in the way. */
const wait = (input: Partial<RetryInput>) => {
  const at = next({ giveUpAt: NOW + 1_000 * HOUR, ...input });
  return at === null ? null : at - NOW;
};

describe('the time of the next attempt', () => {
  it.each([...WAITS, 10 * HOUR, 10 * HOUR].map((expected, index) => [index + 1, expected]))(
    'after attempt %i is in %i ms',
    (attempts, expected) => {
      expect(wait({ attempts })).toBe(expected);
      expect(wait({ attempts, random: 0 })).toBe(expected * 0.8);
      expect(wait({ attempts, random: 1 - Number.EPSILON })).toBe(expected * 1.2);
    },
  );

  it.each([
    ['3', 5 * SECOND],
    ['0', 5 * SECOND],
    ['5', 5 * SECOND],
    ['6', 6 * SECOND],
    [' 120 ', 120 * SECOND],
    ['Fri, 20 Nov 2026 12:02:00 GMT', 2 * MINUTE],
    ['Fri, 20 Nov 2026 12:00:01 GMT', 5 * SECOND],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 5 * SECOND],
    ['Fri, 20 Nov 2026 12:02:00', 5 * SECOND],
    ['2026-11-20 12:02:00', 5 * SECOND],
    ['-120', 5 * SECOND],
    ['1.5e3', 5 * SECOND],
    ['later', 5 * SECOND],
    ['later GMT', 5 * SECOND],
    ['', 5 * SECOND],
  ])('honours a Retry-After of %j where it is the longer wait', (retryAfter, expected) => {
    expect(wait({ retryAfter })).toBe(expected);
  });

  it('is not pulled forward by a shorter Retry-After', () => {
    expect(wait({ attempts: 3, retryAfter: '60' })).toBe(30 * MINUTE);
  });

  it('is the time of giving up where the wait would pass it: one last attempt', () => {
    expect(next({ attempts: 4, giveUpAt: NOW + MINUTE })).toBe(NOW + MINUTE);
    expect(next({ giveUpAt: NOW + 1 })).toBe(NOW + 1);
    expect(next({ giveUpAt: NOW + MINUTE, retryAfter: '60' })).toBe(NOW + MINUTE);
  });

  it('is never where the destination asks for a silence beyond it', () => {
    expect(next({ giveUpAt: NOW + MINUTE, retryAfter: '61' })).toBeNull();
    expect(next({ giveUpAt: NOW + MINUTE, retryAfter: 'Fri, 20 Nov 2026 12:01:01 GMT' })).toBeNull();
    expect(next({ retryAfter: '9'.repeat(400) })).toBeNull();
  });

  it.each([0, 1, HOUR])('is never once the time of giving up has come (%i ms ago)', (ago) => {
    expect(next({ giveUpAt: NOW - ago })).toBeNull();
  });

  it('is in the future, within the spread and never past giving up', () => {
    const input = fc.record({
      attempts: fc.integer({ min: 1, max: 40 }),
      now: fc.integer({ min: 0, max: 4e12 }),
      giveUpAfter: fc.integer({ min: -1_000, max: 48 * HOUR }),
      asked: fc.option(fc.integer({ min: 0, max: 200_000 })),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(input, ({ attempts, now, giveUpAfter, asked, random }) => {
        const giveUpAt = now + giveUpAfter;
        const retryAfter = asked === null ? null : String(asked);
        const at = nextAttemptAt({ attempts, now, giveUpAt, retryAfter, random });
        const silence = (asked ?? 0) * SECOND;
        expect(at === null).toBe(giveUpAfter <= 0 || silence > giveUpAfter);
        if (at === null) return;
        const base = WAITS[Math.min(attempts, 6) - 1] ?? 0;
        const shortest = Math.min(Math.max(base * 0.8, silence), giveUpAfter);
        const longest = Math.min(Math.max(base * 1.2, silence), giveUpAfter);
        expect(at).toBeGreaterThan(now);
        expect(at).toBeGreaterThanOrEqual(now + shortest);
        expect(at).toBeLessThanOrEqual(now + longest);
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes to an end: a last attempt at the time of giving up, and none after it', () => {
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 86_400 }),
        fc.array(draw, { minLength: 12, maxLength: 12 }),
        (seconds, numbers) => {
          const giveUpAt = NOW + seconds * SECOND;
          const attempts = [NOW];
          for (;;) {
            const now = attempts.at(-1) ?? NOW;
            const random = numbers[attempts.length - 1] ?? 0;
            const at = nextAttemptAt({
              attempts: attempts.length,
              now,
              giveUpAt,
              retryAfter: null,
              random,
            });
            if (at === null) break;
            attempts.push(at);
          }
          expect(attempts.at(-1)).toBe(giveUpAt);
          expect(attempts.length).toBeLessThan(12);
        },
      ),
    );
  });
});
