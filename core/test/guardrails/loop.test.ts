import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { LOOP_LIMIT, LOOP_WINDOW_MS, countIteration, type LoopState } from '../../src/guardrails/index.js';

const AT = 1_800_000_000_000;

interface Trigger {
  readonly depth: number;
  readonly at: number;
}

/** Counts triggers of a workflow; tells at which of them it is looping. */
function loopsAt(triggers: readonly Trigger[], resetAt = 0): number[] {
  let state: LoopState = [];
  const looping: number[] = [];
  for (const [index, { depth, at }] of triggers.entries()) {
    const outcome = countIteration(state, { depth, now: at, resetAt });
    state = outcome.state;
    if (outcome.looping) looping.push(index);
  }
  return looping;
}

/** So many triggers of one depth, a second apart. */
const many = (count: number, depth: number): Trigger[] =>
  Array.from({ length: count }, (_, index) => ({ depth, at: AT + index * 1_000 }));

describe('loop protection', () => {
  it('has the number of the documents', () => {
    expect(LOOP_LIMIT).toBe(100);
  });

  it('is looping at the hundredth iteration within an hour, not before', () => {
    expect(loopsAt(many(99, 2))).toEqual([]);
    expect(loopsAt(many(100, 2))).toEqual([99]);
  });

  it('takes one echo of each save for no loop, however many there are', () => {
    expect(loopsAt(many(20_000, 1))).toEqual([]);
  });

  it('is not set back by what something else caused', () => {
    const mixed = many(200, 2).map((each, index) => (index % 2 === 0 ? each : { ...each, depth: 0 }));
    expect(loopsAt(mixed)).toEqual([198]);
  });

  it('counts an iteration for an hour', () => {
    const first = many(99, 2);
    expect(loopsAt([...first, { depth: 2, at: AT + LOOP_WINDOW_MS - 1 }])).toEqual([99]);
    expect(loopsAt([...first, { depth: 2, at: AT + LOOP_WINDOW_MS }])).toEqual([]);
  });

  it('is looping where one chain is longer than that, however slowly it goes', () => {
    const slow = Array.from({ length: 102 }, (_, depth) => ({ depth, at: AT + depth * LOOP_WINDOW_MS }));
    expect(loopsAt(slow)).toEqual([101]);
  });

  it('counts nothing from before the workflow was last switched on again', () => {
    expect(loopsAt(many(150, 2), AT + 60_000)).toEqual([]);
    expect(loopsAt(many(161, 2), AT + 60_000)).toEqual([160]);
  });

  it('is looping exactly where counting by hand says so', () => {
    const triggers = fc
      .array(
        fc.record({ depth: fc.integer({ min: 0, max: 4 }), wait: fc.integer({ min: 0, max: 30_000 }) }),
        {
          minLength: 120,
          maxLength: 300,
        },
      )
      .map((steps) => {
        let at = AT;
        return steps.map(({ depth, wait }) => ({ depth, at: (at += wait) }));
      });
    let looped = 0;
    fc.assert(
      fc.property(triggers, (all) => {
        const byHand = all.flatMap(({ depth, at }, index) => {
          const within = all
            .slice(0, index + 1)
            .filter((each) => each.depth > 1 && each.at > at - LOOP_WINDOW_MS);
          return depth > 1 && within.length >= LOOP_LIMIT ? [index] : [];
        });
        looped += byHand.length;
        expect(loopsAt(all)).toEqual(byHand);
      }),
    );
    expect(looped).toBeGreaterThan(0);
  });
});
