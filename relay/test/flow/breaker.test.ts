import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLOSED, heard, room, type Breaker } from '../../src/flow/breaker.js';
import { signOf, signOfStatus, type Sign } from '../../src/flow/sign.js';

const SETTINGS = { failures: 3, windowMinutes: 10 };
const MINUTE = 60_000;

const after = (signs: readonly Sign[], every = 1_000): Breaker =>
  signs.reduce<Breaker>((breaker, sign, index) => heard(breaker, sign, SETTINGS, index * every), CLOSED);

describe('a circuit breaker', () => {
  it.each<Sign>(['unreached', 'fails', 'limits'])('opens at the third of "%s" in a row', (sign) => {
    expect(after([sign, sign]).state).toBe('closed');
    expect(after([sign, sign, sign])).toMatchObject({ state: 'open', since: 2_000, probeAt: 32_000 });
  });

  it('never opens for an answer below 500 that is no 429, nor for what never left the relay', () => {
    const harmless = fc.constantFrom<Sign>('works', 'away', 'nothing');
    fc.assert(
      fc.property(fc.array(harmless, { maxLength: 100 }), (signs) => {
        expect(after(signs)).toEqual(CLOSED);
      }),
    );
    const statuses = fc.integer({ min: 200, max: 499 }).filter((status) => status !== 429);
    const verdict = fc.constantFrom(
      'delivered' as const,
      'retry' as const,
      'refused' as const,
      'failed' as const,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(statuses, verdict)), (ends) => {
        expect(after(ends.map(([status, end]) => signOfStatus(status, end))).state).toBe('closed');
      }),
    );
  });

  it('20 refusals by validation stop nothing', () => {
    const refusals = Array.from({ length: 20 }, () => signOfStatus(422, 'refused'));
    expect(after(refusals)).toEqual(CLOSED);
  });

  it('counts nothing that lies before its window, nor before a success', () => {
    expect(after(['fails', 'fails', 'fails'], 6 * MINUTE).state).toBe('closed');
    expect(after(['fails', 'fails', 'works', 'fails', 'fails']).state).toBe('closed');
    expect(heard(after(['fails', 'fails']), 'fails', null, 0)).toEqual(CLOSED);
  });

  it('is open until one action has shown that it works, which it asks at most every five minutes, one at a time', () => {
    const sign = fc.constantFrom<Sign>('unreached', 'fails', 'limits', 'away', 'nothing');
    fc.assert(
      fc.property(fc.array(fc.tuple(sign, fc.nat(10 * MINUTE))), (ends) => {
        let breaker = after(['fails', 'fails', 'fails']);
        let now = 2_000;
        for (const [end, wait] of ends) {
          now += wait;
          const may = room(breaker, now, 0);
          expect(may).toBe(breaker.state === 'open' && now >= breaker.probeAt ? 1 : 0);
          expect(room(breaker, now, 1)).toBe(0);
          breaker = heard(breaker, end, SETTINGS, now);
          expect(breaker).toMatchObject({ state: 'open', since: 2_000 });
          if (breaker.state === 'open') expect(breaker.probeAt).toBeLessThanOrEqual(now + 5 * MINUTE);
        }
        expect(heard(breaker, 'works', SETTINGS, now)).toEqual(CLOSED);
      }),
    );
  });
});

describe('what the end of an attempt says of its endpoint', () => {
  const failed = (failure: string) =>
    signOf({ kind: 'failed', failure, reached: 'not-sent', code: 'X', message: '' } as never, 'retry');

  it('is told apart by what was reached', () => {
    expect(['dns', 'connect', 'tls'].map(failed)).toEqual(['unreached', 'unreached', 'unreached']);
    expect(['timeout', 'interrupted'].map(failed)).toEqual(['fails', 'fails']);
    expect(['refused-by-policy', 'invalid-request'].map(failed)).toEqual(['nothing', 'nothing']);
    expect([429, 503, 500, 404, 422].map((status) => signOfStatus(status, 'failed'))).toEqual([
      ...['limits', 'fails', 'fails', 'works', 'works'],
    ]);
    expect(signOfStatus(404, 'retry')).toBe('away');
    expect([signOfStatus(null, 'retry'), signOfStatus(null, 'failed')]).toEqual(['fails', 'nothing']);
  });
});
