import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  RATE_LIMIT_MAX,
  RATE_LIMIT_WINDOW_MS,
  admitTrigger,
  type RateLimitOutcome,
  type RateLimitState,
} from '../../src/guardrails/index.js';

const START = 1_800_000_000_000;

/** Triggers at these times, one after the other. */
function run(
  times: readonly number[],
  limit = RATE_LIMIT_MAX,
  state: RateLimitState = [],
): RateLimitOutcome[] {
  const outcomes: RateLimitOutcome[] = [];
  let current = state;
  for (const time of times) {
    const outcome = admitTrigger(current, time, limit);
    outcomes.push(outcome);
    current = outcome.state;
  }
  return outcomes;
}

const admittedIn = (outcomes: readonly RateLimitOutcome[]) => outcomes.map(({ admitted }) => admitted);
const stateAfter = (times: readonly number[], limit?: number) => run(times, limit).at(-1)?.state ?? [];
const times = (count: number, from: number, step: number) =>
  Array.from({ length: count }, (_, index) => from + index * step);

/** All admitted times ever, and the plainest reading of "nine in the last three minutes". */
function naive(triggers: readonly number[], limit: number): boolean[] {
  const admitted: number[] = [];
  return triggers.map((now) => {
    const counted = admitted.filter((time) => time > now - 180_000 && time <= now).length;
    if (counted < limit) admitted.push(now);
    return counted < limit;
  });
}

const steps = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 30_000 }),
    fc.constantFrom(0, 1, 20_000, 60_000, 179_999, 180_000, 180_001),
    fc.integer({ min: 0, max: 400_000 }),
  ),
  { maxLength: 60 },
);
const neverBack = steps.map((waits) => {
  let now = START;
  return waits.map((wait) => (now += wait));
});
const limits = fc.integer({ min: 1, max: 9 });

describe('nine triggers per lead in a rolling three minutes', () => {
  it('has the numbers of the documents', () => {
    expect([RATE_LIMIT_MAX, RATE_LIMIT_WINDOW_MS]).toEqual([9, 180_000]);
  });

  it('admits nine at once and suppresses the tenth', () => {
    const outcomes = run(times(10, START, 0));
    expect(admittedIn(outcomes)).toEqual([...Array<boolean>(9).fill(true), false]);
    expect(outcomes.map(({ count }) => count)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
    expect(outcomes.at(-1)?.freeAt).toBe(START + 180_000);
    expect(outcomes[8]?.freeAt).toBeNull();
  });

  it.each([
    [179_999, false],
    [180_000, true],
    [180_001, true],
  ])('counts a trigger until it is 180,000 ms old: after %i ms the next one passes: %s', (age, passes) => {
    const full = stateAfter(times(9, START, 0));
    expect(admitTrigger(full, START + age, 9).admitted).toBe(passes);
  });

  it('forgets what no longer counts', () => {
    const full = stateAfter(times(9, START, 0));
    expect(admitTrigger(full, START + 180_000, 9).state).toEqual([START + 180_000]);
    expect(admitTrigger(full, START + 179_999, 9).state).toEqual(full);
  });

  it('recovers by one as the oldest admitted one ages out', () => {
    const full = stateAfter(times(9, START, 1_000));
    expect(admittedIn(run([START + 180_000, START + 180_000], 9, full))).toEqual([true, false]);
    expect(admitTrigger(full, START + 181_000, 9).count).toBe(8);
  });

  it('does not count what it suppressed, so that hammering on does not keep a lead silent', () => {
    const full = stateAfter(times(9, START, 0));
    const hammered = run(times(1_000, START + 1, 179), 9, full);
    expect(admittedIn(hammered)).not.toContain(true);
    const state = hammered.at(-1)?.state ?? [];
    expect(state).toEqual(full);
    expect(admitTrigger(state, START + 180_000, 9).admitted).toBe(true);
  });

  it('obeys a tighter limit, also one that was tightened over a full window', () => {
    expect(admittedIn(run([START, START], 1))).toEqual([true, false]);
    const nine = stateAfter(times(9, START, 1_000));
    const { admitted, count, freeAt } = admitTrigger(nine, START + 9_000, 5);
    expect({ admitted, count, freeAt }).toEqual({
      admitted: false,
      count: 9,
      freeAt: START + 4_000 + 180_000,
    });
  });

  it('decides as a list of all admitted times would', () => {
    fc.assert(
      fc.property(neverBack, limits, (triggers, limit) => {
        expect(admittedIn(run(triggers, limit))).toEqual(naive(triggers, limit));
      }),
      { numRuns: 500 },
    );
  });

  it('tells exactly when the next trigger is admitted', () => {
    fc.assert(
      fc.property(neverBack, limits, limits, (triggers, before, limit) => {
        const state = stateAfter(triggers, before);
        const { admitted, freeAt } = admitTrigger(state, triggers.at(-1) ?? START, limit);
        fc.pre(!admitted);
        expect(admitTrigger(state, freeAt ?? NaN, limit).admitted).toBe(true);
        expect(admitTrigger(state, (freeAt ?? NaN) - 1, limit).admitted).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps no more than it has to count', () => {
    fc.assert(
      fc.property(neverBack, limits, (triggers, limit) => {
        for (const { state } of run(triggers, limit)) expect(state.length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('changes no state that it was handed, and gives one that survives JSON', () => {
    const state = Object.freeze(times(3, START, 1));
    const outcome = admitTrigger(state, START + 5, 9);
    expect(state).toEqual(times(3, START, 1));
    expect(JSON.parse(JSON.stringify(outcome.state))).toEqual([...state, START + 5]);
  });
});

describe('a clock that is set back', () => {
  const full = stateAfter(times(9, START, 1_000));

  it('counts what was admitted up to three minutes later, until the lead has aged out', () => {
    const { admitted, count, freeAt } = admitTrigger(full, START - 60_000, 9);
    expect({ admitted, count, freeAt }).toEqual({ admitted: false, count: 9, freeAt: START + 180_000 });
  });

  it('lets triggers pass that no three minutes hold together with what was admitted later', () => {
    expect(admitTrigger(full, START + 8_000 - 180_000, 9)).toMatchObject({ admitted: true, count: 9 });
    expect(admitTrigger(full, START - 180_000, 9)).toMatchObject({ admitted: true, count: 1 });
  });

  it('cannot silence a lead: what lies more than a window ahead is forgotten', () => {
    const farAhead = times(9, START + 365 * 86_400_000, 1);
    const { admitted, state } = admitTrigger(farAhead, START, 9);
    expect({ admitted, state }).toEqual({ admitted: true, state: [START] });
  });

  const anyClock = fc.array(
    fc.oneof(fc.integer({ min: -400_000, max: 400_000 }), fc.integer({ min: 0, max: 20_000 })),
    { maxLength: 60 },
  );

  it('leaves no three minutes with more than the limit, in whatever order triggers come', () => {
    const anyOrder = fc.array(fc.integer({ min: START - 400_000, max: START + 400_000 }), { maxLength: 80 });
    fc.assert(
      fc.property(anyOrder, limits, (triggers, limit) => {
        const near = triggers.filter((time) => Math.abs(time - START) < 90_000);
        const outcomes = run(near, limit);
        const admitted = near.filter((_time, index) => outcomes[index]?.admitted === true);
        for (const start of admitted) {
          const held = admitted.filter((time) => time >= start && time < start + 180_000);
          expect(held.length).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('still tells exactly when the next trigger is admitted', () => {
    fc.assert(
      fc.property(anyClock, limits, (waits, limit) => {
        let now = START;
        let state: RateLimitState = [];
        for (const wait of waits) {
          now += wait;
          const outcome = admitTrigger(state, now, limit);
          state = outcome.state;
          if (outcome.freeAt === null) continue;
          expect(outcome.freeAt).toBeGreaterThan(now);
          expect(admitTrigger(state, outcome.freeAt, limit).admitted).toBe(true);
          expect(admitTrigger(state, outcome.freeAt - 1, limit).admitted).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('adds at most one more window of triggers to the state each time, and keeps it sorted', () => {
    fc.assert(
      fc.property(anyClock, limits, (waits, limit) => {
        let now = START;
        let state: RateLimitState = [];
        let runs = 1;
        for (const wait of waits) {
          if (wait < 0) runs += 1;
          state = admitTrigger(state, (now += wait), limit).state;
          expect(state.length).toBeLessThanOrEqual(runs * limit);
          expect(state).toEqual([...state].sort((a, b) => a - b));
        }
      }),
    );
  });
});
