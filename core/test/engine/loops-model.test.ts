import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decide } from '../../src/engine/index.js';
import { NO_GUARD_STATES, expectEcho, type GuardStates, type LoopState } from '../../src/guardrails/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { knownOf, rulesOf } from './sample.js';

const AT = 1_800_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What each workflow writes to a lead whenever it fires. */
const WRITES: Readonly<Record<string, { readonly field: 'city' | 'state'; readonly value: string }>> = {
  w0: { field: 'city', value: 'X' },
  w1: { field: 'state', value: '5' },
};
const IDS = Object.keys(WRITES);

const WORKFLOWS = Object.entries(WRITES).map(([id, { field, value }]) =>
  workflowOf({
    id,
    events: [
      {
        type: 'LEAD_FIELDS_AND_CALL_DATA',
        conditions: [{ field: 'first_name', operator: 'is_equal_to', value: 'Test' }],
      },
    ],
    actionSets: [{ id: 's', actions: [{ id: 'a', type: 'FIELD', field, operation: 'set', value }] }],
  }),
);

/** A save that is delivered, or somebody who switches a workflow on again. */
interface Step {
  readonly at: number;
  readonly lead: string;
  readonly city: string | undefined;
  readonly state: string | undefined;
  readonly switchOn: string | null;
}

/** For each workflow what came of a save: `fired`, or what held it back. */
type Verdicts = readonly string[];

/** A list of all that was ever written and of all iterations, gone through again at every save. */
class NaiveLoops {
  /** `chain` has how often each workflow wrote on the way to a write, itself included. */
  readonly #writes: { id: string; lead: string; chain: ReadonlyMap<string, number>; at: number }[] = [];
  readonly #iterations: { id: string; at: number }[] = [];
  readonly #admitted: { id: string; lead: string; at: number }[] = [];
  readonly #offSince = new Map<string, boolean>();
  readonly #onAgain = new Map<string, number>();

  take(step: Step): Verdicts {
    if (step.switchOn !== null) {
      this.#offSince.delete(step.switchOn);
      this.#onAgain.set(step.switchOn, step.at);
      return [];
    }
    const led = this.#ledTo(step);
    return IDS.map((id) => this.#decide(id, step, led));
  }

  #decide(id: string, { at, lead }: Step, led: ReadonlyMap<string, number>): string {
    if (this.#offSince.has(id)) return 'off';
    const depth = led.get(id) ?? 0;
    if (depth >= 2) this.#iterations.push({ id, at });
    const counted = this.#iterations.filter(
      (one) => one.id === id && one.at > at - HOUR && one.at > (this.#onAgain.get(id) ?? 0),
    );
    if (depth >= 2 && (counted.length >= 100 || depth > 100)) {
      this.#offSince.set(id, true);
      return 'looping';
    }
    const recent = this.#admitted.filter(
      (one) => one.id === id && one.lead === lead && one.at > at - 3 * MINUTE,
    );
    if (recent.length >= 9) return depth > 0 ? 'chain broken by the rate limit' : 'rate limit';
    this.#admitted.push({ id, lead, at });
    this.#writes.push({ id, lead, chain: new Map(led).set(id, depth + 1), at });
    return 'fired';
  }

  /**
   * How often each workflow wrote on the way to a save: by the last write of each, where the save brings it back within
   * two minutes.
   */
  #ledTo(step: Step): ReadonlyMap<string, number> {
    const led = new Map<string, number>();
    for (const [writer, { field, value }] of Object.entries(WRITES)) {
      const last = this.#writes.findLast(({ id, lead }) => id === writer && lead === step.lead);
      const came = step[field];
      if (last === undefined || step.at >= last.at + 2 * MINUTE) continue;
      if (came === undefined || ECHOES[value]?.includes(came) !== true) continue;
      for (const [id, saves] of last.chain) led.set(id, Math.max(saves, led.get(id) ?? 0));
    }
    return led;
  }
}

/** How Convoso may write what was written. */
const ECHOES: Readonly<Record<string, readonly string[]>> = {
  X: ['X', 'x', ' X '],
  '5': ['5', '5.00', '05'],
};

/** The engine, with what a relay keeps between two saves. */
class Engine {
  readonly #guards = new Map<string, GuardStates>();
  readonly #loops = new Map<string, LoopState>();
  readonly #off = new Set<string>();
  readonly #resetAt = new Map<string, number>();
  readonly #rules = rulesOf(WORKFLOWS, {
    switches: {
      offReason: (id) => (this.#off.has(id) ? 'switched off by loop protection' : null),
      loopsResetAt: (id) => this.#resetAt.get(id) ?? 0,
    },
  });

  take({ at, lead, city, state, switchOn }: Step): Verdicts {
    if (switchOn !== null) {
      this.#off.delete(switchOn);
      this.#resetAt.set(switchOn, at);
      return [];
    }
    const fields = { ...(city !== undefined && { city }), ...(state !== undefined && { state }) };
    const occurrence = occurrenceOf(
      { lead: { id: lead, first_name: 'Test', ...fields } },
      { receivedAt: at, declared: { kinds: [], leadAction: null } },
    );
    const guards = this.#guards.get(lead) ?? NO_GUARD_STATES;
    const decided = decide(this.#rules, occurrence, knownOf({ guards, loops: this.#loops }));
    for (const [id, loop] of decided.loops) this.#loops.set(id, loop);
    let after = decided.guards;
    for (const { workflowId, depth, otherSaves } of decided.actions) {
      const written = WRITES[workflowId] ?? { field: '', value: '' };
      const write = { workflowId, ...written, depth: depth + 1, otherSaves };
      after = { ...after, echoes: expectEcho(after.echoes, write, at) };
    }
    this.#guards.set(lead, after);
    const told = new Map(decided.selfCausing.map(({ workflowId, heldBackBy }) => [workflowId, heldBackBy]));
    for (const [id, by] of told) if (by === 'loop protection') this.#off.add(id);
    return IDS.map((id) => {
      const decision = decided.decisions.find(({ workflowId }) => workflowId === id);
      if (decision?.outcome === 'fired') return 'fired';
      if (decision?.outcome === 'inactive') return 'off';
      if (told.get(id) === 'loop protection') return 'looping';
      return told.get(id) === 'rate limit' ? 'chain broken by the rate limit' : 'rate limit';
    });
  }
}

/** In an account some saves come back or nearly all. */
const stepWith = (city: fc.Arbitrary<string | undefined>) =>
  fc.record({
    wait: fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: 0, max: 2 * SECOND }) },
      { weight: 2, arbitrary: fc.constantFrom(2 * MINUTE - 1, 2 * MINUTE, 3 * MINUTE) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 * MINUTE }) },
    ),
    lead: fc.constantFrom('1', '2', '3'),
    city,
    state: fc.constantFrom('5', '5', '5.00', '05', '6', undefined),
    switchOn: fc.oneof(
      { weight: 400, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...IDS) },
    ),
  });

const OFTEN = ['X', 'x', ' X '];
const cities = [fc.constantFrom(...OFTEN, 'X', 'X', 'Y', '', undefined), fc.constantFrom(...OFTEN)];

const steps = fc
  .oneof(...cities.map((city) => fc.array(stepWith(city), { minLength: 100, maxLength: 350, size: 'max' })))
  .map((all) => {
    let at = AT;
    return all.map(({ wait, ...rest }): Step => ({ ...rest, at: (at += wait) }));
  });

describe('loop protection in an account in which saves come back or do not', () => {
  it('says of each save what a list of all that was ever written says', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(steps, (all) => {
        const model = new NaiveLoops();
        const engine = new Engine();
        const expected = all.map((each) => model.take(each));
        expect(all.map((each) => engine.take(each))).toEqual(expected);
        for (const verdict of expected.flat()) seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
      }),
      // Shrinking hundreds of saves would take minutes and leave as many.
      { numRuns: 150, endOnFailure: true },
    );
    expect([...seen.keys()].sort()).toEqual([
      'chain broken by the rate limit',
      'fired',
      'looping',
      'off',
      'rate limit',
    ]);
  });
});
