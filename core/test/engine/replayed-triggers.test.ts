import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decide, decideOne } from '../../src/engine/index.js';
import { NO_GUARD_STATES, RATE_LIMIT_WINDOW_MS, type GuardStates } from '../../src/guardrails/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { knownOf, rulesOf } from './sample.js';

const START = Date.parse('2026-01-14T20:00:00Z');
const LIMIT = 3;
const ID = 'limited';
const actionSets = [{ id: 's', actions: [{ id: 'a', type: 'INTEGRATION', endpointId: 'crm' }] }];
const rules = rulesOf([workflowOf({ id: ID, rateLimit: LIMIT, actionSets })]);

/** A call of one lead that comes now, or one of earlier that is played again now: as a whole, or one workflow of it. */
interface Trigger {
  readonly wait: number;
  readonly kind: 'new' | 'delivery played again' | 'workflow played again';
  /** How long before it is played again it came. */
  readonly age: number;
}

const waits = fc.oneof(fc.integer({ min: 0, max: 90_000 }), fc.constantFrom(0, 1, 179_999, 180_000));
const triggers: fc.Arbitrary<Trigger[]> = fc.array(
  fc.record({
    wait: waits,
    kind: fc.constantFrom('new', 'delivery played again', 'workflow played again'),
    age: fc.oneof(fc.integer({ min: 0, max: 400_000 }), fc.constantFrom(0, 60_000, 180_000, 86_400_000)),
  }),
  { maxLength: 40 },
);

/** When the workflow really fired. */
function fired(given: readonly Trigger[]): { times: number[]; outcomes: boolean[] } {
  let now = START;
  let guards: GuardStates = NO_GUARD_STATES;
  const times: number[] = [];
  const outcomes = given.map(({ wait, kind, age }, index) => {
    now += wait;
    const receivedAt = kind === 'new' ? now : now - age;
    const occurrence = occurrenceOf(
      { lead: { id: '5' }, callLog: { call_log_id: String(index), status: 'NI' } },
      { receivedAt, id: `d${index}` },
    );
    const known = knownOf({ guards, ...(kind === 'new' ? {} : { replayedAt: now }) });
    const decided =
      kind === 'workflow played again'
        ? decideOne(rules, ID, occurrence, known)
        : decide(rules, occurrence, known);
    guards = decided?.guards ?? guards;
    const hasFired = (decided?.actions.length ?? 0) > 0;
    if (hasFired) times.push(now);
    return hasFired;
  });
  return { times, outcomes };
}

/** The plainest reading of the limit, on the times at which anything really happens. */
function naive(given: readonly Trigger[]): boolean[] {
  const times: number[] = [];
  let now = START;
  return given.map(({ wait }) => {
    now += wait;
    const fires = times.filter((time) => time > now - RATE_LIMIT_WINDOW_MS).length < LIMIT;
    if (fires) times.push(now);
    return fires;
  });
}

describe('the rate limit, where something is played again', () => {
  it('holds over any three minutes in which triggers really fire, and keeps none back without need', () => {
    fc.assert(fc.property(triggers, (given) => expect(fired(given).outcomes).toEqual(naive(given))));
  });

  it('is not got round by playing again what is older than what has just fired', () => {
    const now: Trigger = { wait: 0, kind: 'new', age: 0 };
    const old: Trigger = { wait: 0, kind: 'delivery played again', age: 60_000 };
    expect(fired([now, now, now, old, old, old]).times).toHaveLength(LIMIT);
  });
});
