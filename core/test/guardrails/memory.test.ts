import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { GuardMemory, WHOLE_LEAD, admitTrigger, type RateLimitState } from '../../src/guardrails/index.js';

const START = 1_800_000_000_000;
const WINDOW = 180_000;

/** One state of `admitTrigger` for each workflow and lead: what the memory must decide as. */
class NaiveMemory {
  readonly #states = new Map<string, RateLimitState>();

  admit(leadKey: string, workflowKey: string, now: number, limit: number) {
    const key = JSON.stringify([workflowKey, leadKey]);
    const { state, ...admission } = admitTrigger(this.#states.get(key) ?? [], now, limit);
    this.#states.set(key, state);
    return admission;
  }

  prune(now: number): void {
    for (const [key, state] of this.#states) {
      const kept = state.filter((time) => time > now - WINDOW && time <= now + WINDOW);
      if (kept.length === 0) this.#states.delete(key);
      else this.#states.set(key, kept);
    }
  }

  get size(): number {
    return this.#states.size;
  }
}

const wait = fc.oneof(
  fc.integer({ min: 0, max: 60_000 }),
  fc.constantFrom(0, 1, 20_000, WINDOW - 1, WINDOW, WINDOW + 1),
  fc.integer({ min: -2 * WINDOW, max: 2 * WINDOW }),
);
const trigger = fc.record({
  wait,
  lead: fc.constantFrom('lead:1', 'lead:2', 'phone:7735550167'),
  workflow: fc.constantFrom('sale', 'start', WHOLE_LEAD),
  limit: fc.integer({ min: 1, max: 9 }),
});
const step = fc.oneof({ weight: 12, arbitrary: trigger }, { weight: 1, arbitrary: fc.record({ wait }) });

describe('the memory of rate limits', () => {
  it('decides as admitTrigger does, whatever the clock does and whenever it is pruned', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const memory = new GuardMemory();
        const naive = new NaiveMemory();
        let now = START;
        for (const each of steps) {
          now += each.wait;
          if ('lead' in each) {
            const { lead, workflow, limit } = each;
            const expected = naive.admit(lead, workflow, now, limit);
            expect(memory.admit(lead, workflow, now, limit)).toEqual(expected);
          } else {
            memory.prune(now);
            naive.prune(now);
            expect(memory.size).toBe(naive.size);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('counts each lead and each workflow apart, and a lead as a whole where it is asked to', () => {
    const memory = new GuardMemory();
    expect(memory.admit('lead:1', 'sale', START, 1).admitted).toBe(true);
    expect(memory.admit('lead:1', 'sale', START, 1)).toEqual({
      admitted: false,
      count: 1,
      freeAt: START + WINDOW,
    });
    expect(memory.admit('lead:2', 'sale', START, 1).admitted).toBe(true);
    expect(memory.admit('lead:1', 'start', START, 1).admitted).toBe(true);
    expect(memory.admit('lead:1', WHOLE_LEAD, START, 1).admitted).toBe(true);
  });

  it('holds a lead only until its last trigger has aged out and the memory was pruned', () => {
    const memory = new GuardMemory();
    for (let lead = 0; lead < 1_000; lead += 1) memory.admit(`lead:${lead}`, 'sale', START + lead, 9);
    memory.prune(START + WINDOW - 1);
    expect(memory.size).toBe(1_000);
    memory.prune(START + WINDOW + 499);
    expect(memory.size).toBe(500);
    memory.prune(START + WINDOW + 999);
    expect(memory.size).toBe(0);
  });

  it('keeps leads apart when what one lets go of is taken up by another', () => {
    const memory = new GuardMemory();
    const naive = new NaiveMemory();
    for (let round = 0; round < 5; round += 1) {
      for (let lead = 0; lead < 20_000; lead += 1) {
        const at = START + round * 70_000 + lead;
        const key = `lead:${(lead * 7919) % 20_000}`;
        const admission = memory.admit(key, 'sale', at, 2);
        if (admission.admitted !== naive.admit(key, 'sale', at, 2).admitted)
          throw new Error(`${key} at ${at}`);
      }
      if (round % 2 === 1) memory.prune(START + round * 70_000);
    }
    expect(memory.size).toBe(naive.size);
  });
});
