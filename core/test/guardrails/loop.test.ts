import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { LOOP_LIMIT, countIteration, type LoopState } from '../../src/guardrails/index.js';

const AT = 1_800_000_000_000;

/** Counts triggers that were, or were not, caused by the workflow itself; tells at which of them it is looping. */
function loopsAt(selfCaused: readonly boolean[], resetAt = 0): number[] {
  let state: LoopState | undefined;
  const looping: number[] = [];
  for (const [index, caused] of selfCaused.entries()) {
    const outcome = countIteration(state, { selfCaused: caused, now: AT + index, resetAt });
    state = outcome.state;
    if (outcome.looping) looping.push(index);
  }
  return looping;
}

describe('loop protection', () => {
  it('has the number of the documents', () => {
    expect(LOOP_LIMIT).toBe(100);
  });

  it('is looping at the hundredth trigger in a row that it caused itself, not before', () => {
    expect(loopsAt([false, ...Array<boolean>(99).fill(true)])).toEqual([]);
    expect(loopsAt([false, ...Array<boolean>(100).fill(true)])).toEqual([100]);
  });

  it('begins anew with any trigger that something else caused', () => {
    const almost = Array<boolean>(99).fill(true);
    expect(loopsAt([...almost, false, ...almost])).toEqual([]);
  });

  it('counts nothing from before the workflow was last switched on again', () => {
    const { state } = countIteration(
      { iterations: 99, at: AT },
      { selfCaused: true, now: AT + 5, resetAt: AT },
    );
    expect(state).toEqual({ iterations: 1, at: AT + 5 });
    const later = countIteration(
      { iterations: 99, at: AT },
      { selfCaused: true, now: AT + 5, resetAt: AT - 1 },
    );
    expect(later.looping).toBe(true);
  });

  it('is looping exactly where a hundred in a row end, as counting by hand says', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 130 }), fc.boolean()), { maxLength: 6 });
    fc.assert(
      fc.property(runs, (lengths) => {
        const causes = lengths.flatMap(([length, broken]) => [
          ...Array<boolean>(length).fill(true),
          ...(broken ? [false] : []),
        ]);
        const byHand = causes.flatMap((_, index) => {
          const row = causes.slice(Math.max(0, index - LOOP_LIMIT + 1), index + 1);
          return row.length === LOOP_LIMIT && row.every(Boolean) ? [index] : [];
        });
        expect(loopsAt(causes)).toEqual(byHand);
      }),
    );
  });
});
