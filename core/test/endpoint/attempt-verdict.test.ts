import { describe, expect, it } from '@jest/globals';
import { judgeAttempt, type AttemptEnd } from '../../src/endpoint/attempt-verdict.js';

const RETRIES = ['safe', 'always', 'never'] as const;
type Failure = Extract<AttemptEnd, { kind: 'failed' }>['failure'];

const verdicts = (end: AttemptEnd) => RETRIES.map((retry) => judgeAttempt(end, retry).verdict);
const answered = (status: number): AttemptEnd => ({ kind: 'answered', status });

describe('an attempt that was answered', () => {
  // Under retry:             safe         always       never
  it.each<[number, string, string, string]>([
    [200, 'delivered', 'delivered', 'delivered'],
    [201, 'delivered', 'delivered', 'delivered'],
    [202, 'delivered', 'delivered', 'delivered'],
    [204, 'delivered', 'delivered', 'delivered'],
    [299, 'delivered', 'delivered', 'delivered'],
    [101, 'failed', 'failed', 'failed'],
    [300, 'failed', 'failed', 'failed'],
    [301, 'failed', 'failed', 'failed'],
    [302, 'failed', 'failed', 'failed'],
    [304, 'failed', 'failed', 'failed'],
    [307, 'failed', 'failed', 'failed'],
    [308, 'failed', 'failed', 'failed'],
    [400, 'failed', 'failed', 'failed'],
    [401, 'failed', 'failed', 'failed'],
    [403, 'failed', 'failed', 'failed'],
    [404, 'failed', 'failed', 'failed'],
    [408, 'failed', 'retry', 'failed'],
    [409, 'failed', 'failed', 'failed'],
    [422, 'failed', 'failed', 'failed'],
    [429, 'retry', 'retry', 'failed'],
    [500, 'failed', 'retry', 'failed'],
    [501, 'failed', 'retry', 'failed'],
    [502, 'failed', 'retry', 'failed'],
    [503, 'retry', 'retry', 'failed'],
    [504, 'failed', 'retry', 'failed'],
    [599, 'failed', 'retry', 'failed'],
  ])('%i: %s with safe, %s with always, %s with never', (status, safe, always, never) => {
    expect(verdicts(answered(status))).toEqual([safe, always, never]);
  });

  it('says what it was answered', () => {
    expect(judgeAttempt(answered(404), 'safe')).toEqual({ verdict: 'failed', reason: 'answered 404' });
    expect(judgeAttempt(answered(503), 'safe')).toEqual({ verdict: 'retry', reason: 'answered 503' });
    expect(judgeAttempt(answered(500), 'safe')).toMatchObject({
      reason: expect.stringMatching(/500.*"safe"/),
    });
    for (const status of [503, 500])
      expect(judgeAttempt(answered(status), 'test')).toEqual({
        verdict: 'failed',
        reason: `answered ${status}; a test is not repeated`,
      });
    expect(judgeAttempt(answered(429), 'never')).toMatchObject({
      reason: expect.stringMatching(/429.*"never"/),
    });
    expect(judgeAttempt(answered(302), 'always')).toMatchObject({
      reason: expect.stringMatching(/redirect.*API URL/),
    });
  });
});

describe('an attempt that was not answered', () => {
  const failures: Failure[] = ['dns', 'connect', 'tls', 'timeout', 'interrupted'];

  it.each(failures)('%s: repeated where it surely was not processed, else only with always', (failure) => {
    expect(verdicts({ kind: 'failed', failure, reached: 'not-sent' })).toEqual(['retry', 'retry', 'failed']);
    expect(verdicts({ kind: 'failed', failure, reached: 'maybe-sent' })).toEqual([
      'failed',
      'retry',
      'failed',
    ]);
  });

  it.each(['refused-by-policy', 'invalid-request'] as const)(
    '%s: never repeated, it would fail again',
    (failure) => {
      for (const reached of ['not-sent', 'maybe-sent'] as const) {
        expect(verdicts({ kind: 'failed', failure, reached })).toEqual(['failed', 'failed', 'failed']);
      }
    },
  );

  it.each<[Failure, RegExp]>([
    ['dns', /host name/],
    ['connect', /connection/],
    ['tls', /TLS/],
    ['timeout', /time-out/],
    ['interrupted', /cut/],
    ['refused-by-policy', /settings\.egress\.allow/],
    ['invalid-request', /cannot be sent/],
  ])('%s: says so in words', (failure, words) => {
    for (const retry of RETRIES) {
      const end = { kind: 'failed', failure, reached: 'maybe-sent' } as const;
      expect(judgeAttempt(end, retry)).toMatchObject({ reason: expect.stringMatching(words) });
    }
  });

  it('says which setting kept it from being repeated', () => {
    const end = { kind: 'failed', failure: 'timeout', reached: 'maybe-sent' } as const;
    expect(judgeAttempt(end, 'safe')).toMatchObject({
      reason: expect.stringMatching(/may have been processed.*"safe"/),
    });
    expect(judgeAttempt(end, 'never')).toMatchObject({ reason: expect.stringMatching(/"never"/) });
  });
});
