import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { causeWords, endOfStatus } from '../../src/alarms/cause.js';
import type { CountedAttempt } from '../../src/alarms/endpoint-health.js';
import { MINUTE, SECOND, Simulated } from './simulated.js';

const end = fc.constantFrom<CountedAttempt['end']>(
  'delivered',
  'delivered',
  'doubtful',
  'not-reached',
  'not-reached',
  'server-error',
  'timed-out',
);

/** Attempts of one kind for a while, as outages and flapping endpoints make them; now and then a restart. */
const phase = fc.record({
  ends: fc.array(end, { minLength: 1, maxLength: 3 }),
  every: fc.constantFrom(5, 20, 60, 150),
  times: fc.integer({ min: 1, max: 25 }),
  restarts: fc.constantFrom(false, false, false, true),
});

type Phase = typeof phase extends fc.Arbitrary<infer Value> ? Value : never;

function lived(phases: readonly Phase[], mayRestart: 'with restarts' | 'without'): Simulated {
  const simulated = new Simulated(20 * SECOND);
  for (const { ends, every, times, restarts } of phases) {
    for (let n = 0; n < times; n += 1) {
      simulated.attempt(ends[n % ends.length] ?? 'delivered');
      simulated.pass(every * SECOND);
    }
    if (restarts && mayRestart === 'with restarts') simulated.restart();
  }
  return simulated;
}

const CAUSE_WORDS = (['not-reached', 'server-error', 'timed-out'] as const).map(causeWords);

const phases = fc.array(phase, { minLength: 1, maxLength: 9 });

describe('whatever becomes of an endpoint', () => {
  it('there are ten minutes between two messages of one cause, but that it is over is told at once after a reminder', () => {
    fc.assert(
      fc.property(phases, (some) => {
        const { told } = lived(some, 'with restarts');
        const outages = told.filter(({ key }) => key.startsWith('alarm:failing'));
        return outages.every(({ at, kind, message }, index) => {
          const lately = outages.slice(0, index).filter((before) => at - before.at < 10 * MINUTE);
          if (kind === 'recovered')
            return lately.every(
              (before) => before.message.includes('still failing') && before === lately.at(-1),
            );
          const causes = CAUSE_WORDS.filter((words) => message.includes(words));
          return causes.some((words) => !lately.some((before) => before.message.includes(words)));
        });
      }),
      { numRuns: 30 },
    );
  });

  it('what was told to fail is told to be over after it has been well for long enough', () => {
    fc.assert(
      fc.property(phases, (some) => {
        const simulated = lived(some, 'with restarts');
        for (let n = 0; n < 90; n += 1) {
          simulated.attempt('delivered');
          simulated.pass(10 * SECOND);
        }
        const failing = simulated.told.filter(({ key }) => key.startsWith('alarm:failing'));
        const open = simulated.open.filter((key) => key.startsWith('failing'));
        return open.length === 0 && failing.at(-1)?.kind !== 'failing';
      }),
      { numRuns: 30 },
    );
  });

  it('five minutes without a success after a failure are told within ten minutes more at the latest', () => {
    fc.assert(
      fc.property(phases, (some) => {
        const simulated = lived(some, 'without');
        const last = () => simulated.told.filter(({ key }) => key.startsWith('alarm:failing')).at(-1);
        for (let n = 0; n < 60; n += 1) {
          simulated.attempt('not-reached');
          simulated.pass(15 * SECOND);
        }
        return last()?.kind === 'failing';
      }),
      { numRuns: 30 },
    );
  });
});

describe('a refusal by validation', () => {
  it('is no failure of the endpoint, whatever its status among those that say so', () => {
    fc.assert(
      fc.property(fc.constantFrom(400, 402, 406, 409, 412, 413, 415, 422, 451), (status) => {
        return endOfStatus(status) === 'refused';
      }),
    );
  });
});
