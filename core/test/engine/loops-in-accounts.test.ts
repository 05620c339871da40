import { describe, expect, it } from '@jest/globals';
import { decide, type Decided } from '../../src/engine/index.js';
import {
  LOOP_LIMIT,
  NO_GUARD_STATES,
  expectEcho,
  type GuardStates,
  type LoopState,
} from '../../src/guardrails/index.js';
import type { Occurrence } from '../../src/occurrence/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { knownOf, rulesOf } from './sample.js';

const AT = 1_800_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const RULES = rulesOf([
  workflowOf({
    events: [
      {
        type: 'LEAD_FIELDS_AND_CALL_DATA',
        conditions: [{ field: 'first_name', operator: 'is_equal_to', value: 'Test' }],
      },
    ],
    actionSets: [
      { id: 's', actions: [{ id: 'a', type: 'FIELD', field: 'city', operation: 'set', value: 'X' }] },
    ],
  }),
]);

/** An account in which the workflow writes a field of each lead whose save it is told of. */
class WritingAccount {
  readonly #guards = new Map<string, GuardStates>();
  readonly #loops = new Map<string, LoopState>();
  writes = 0;
  iterations = 0;
  told: string[] = [];
  isOff = false;

  /** A save that is told of; gives whether the workflow has written the lead. */
  save(lead: string, at: number, city: string): boolean {
    if (this.isOff) return false;
    const occurrence: Occurrence = occurrenceOf(
      { lead: { id: lead, first_name: 'Test', city } },
      { receivedAt: at, declared: { kinds: [], leadAction: null } },
    );
    const guards = this.#guards.get(lead) ?? NO_GUARD_STATES;
    const decided = decide(RULES, occurrence, knownOf({ guards, loops: this.#loops }));
    for (const [id, state] of decided.loops) this.#loops.set(id, state);
    if (decided.loops.size > 0) this.iterations += 1;
    this.#guards.set(lead, written(decided, at));
    this.told.push(...decided.selfCausing.map(({ heldBackBy }) => heldBackBy));
    this.isOff = this.told.includes('loop protection');
    this.writes += decided.actions.length;
    return decided.actions.length > 0;
  }
}

/** The echo is expected before the call, so that it may come before the answer. */
function written({ guards, actions }: Decided, at: number): GuardStates {
  return actions.reduce((states, { depth }): GuardStates => {
    const write = { workflowId: 'w', field: 'city', value: 'X', depth: depth + 1 };
    return { ...states, echoes: expectEcho(states.echoes, write, at) };
  }, guards);
}

describe('an account in which every save comes back', () => {
  it.each([
    [3, 10 * MINUTE],
    [300, 10 * MINUTE],
  ])('has the workflow off within 100 iterations, with %d leads', (leads, apart) => {
    const account = new WritingAccount();
    for (let round = 0; round < 6 && !account.isOff; round += 1) {
      for (let lead = 0; lead < leads; lead += 1) {
        let at = AT + round * apart + lead * SECOND;
        for (let city = ''; account.save(`lead ${lead}`, at, city); city = 'X') at += 50;
      }
    }
    expect(account.isOff).toBe(true);
    expect(account.iterations).toBe(LOOP_LIMIT);
  });

  it('is told of at the first chain that breaks', () => {
    const account = new WritingAccount();
    let at = AT;
    for (let city = ''; account.save('5', at, city); city = 'X') at += 50;
    expect(account.told).toEqual(['rate limit']);
    expect(account.writes).toBe(9);
  });
});

describe('an account of 20,000 calls a day, each of which comes back once', () => {
  it('keeps its workflow on, and nobody is told of anything', () => {
    const account = new WritingAccount();
    const calls = 20_000;
    for (let call = 0; call < calls; call += 1) {
      const at = AT + Math.floor((call * DAY) / calls);
      const lead = `lead ${call % 400}`;
      expect(account.save(lead, at, '')).toBe(true);
      // What the echo writes is there already, so that Convoso does not tell of it.
      account.save(lead, at + 2 * SECOND, 'X');
    }
    expect(account).toMatchObject({ isOff: false, iterations: 0, told: [], writes: 2 * calls });
  });
});
