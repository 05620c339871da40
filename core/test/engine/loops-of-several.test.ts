import { describe, expect, it } from '@jest/globals';
import type { Workflow } from '../../src/config/index.js';
import { decide, type Decided } from '../../src/engine/index.js';
import {
  LOOP_LIMIT,
  NO_GUARD_STATES,
  expectEcho,
  type GuardStates,
  type LoopState,
} from '../../src/guardrails/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { knownOf, rulesOf } from './sample.js';

const AT = 1_800_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** One that writes a field wherever another has a value. */
interface Reaction {
  readonly id: string;
  readonly when: readonly [field: string, value: string];
  readonly writes: readonly [field: string, value: string];
}

function reacting({ id, when, writes }: Reaction): Workflow {
  return workflowOf({
    id,
    name: `Reacts to ${when[1]}`,
    events: [
      {
        type: 'LEAD_FIELDS_AND_CALL_DATA',
        conditions: [{ field: when[0], operator: 'is_equal_to', value: when[1] }],
      },
    ],
    actionSets: [
      {
        id: 's',
        actions: [{ id: 'a', type: 'FIELD', field: writes[0], operation: 'set', value: writes[1] }],
      },
    ],
  });
}

/** An account that tells of what was saved, of the saved field alone. */
class Account {
  readonly #guards = new Map<string, GuardStates>();
  readonly #loops = new Map<string, LoopState>();
  readonly #writes: ReadonlyMap<string, Reaction['writes']>;
  readonly #rules: ReturnType<typeof rulesOf>;
  readonly off = new Set<string>();
  readonly told: Decided['selfCausing'][number][] = [];
  readonly reasons: string[] = [];
  readonly iterations = new Map<string, number>();
  saves = 0;

  constructor(reactions: readonly Reaction[]) {
    this.#writes = new Map(reactions.map(({ id, writes }) => [id, writes]));
    this.#rules = rulesOf(reactions.map(reacting), {
      switches: {
        offReason: (id) => (this.off.has(id) ? 'switched off by loop protection' : null),
        loopsResetAt: () => 0,
      },
    });
  }

  /** A save by somebody else, and all that comes of it, 50 ms apart. */
  save(lead: string, at: number, saved: Record<string, string>): void {
    const toTell = [saved];
    for (let told = toTell.shift(), time = at; told !== undefined; told = toTell.shift(), time += 50) {
      for (const workflowId of this.#tell(lead, time, told)) {
        const [field, value] = this.#writes.get(workflowId) ?? ['', ''];
        toTell.push({ [field]: value });
      }
    }
  }

  /** Gives the ids of the workflows that have written. */
  #tell(lead: string, at: number, saved: Record<string, string>): string[] {
    const occurrence = occurrenceOf(
      { lead: { id: lead, ...saved } },
      { receivedAt: at, declared: { kinds: [], leadAction: null } },
    );
    const guards = this.#guards.get(lead) ?? NO_GUARD_STATES;
    const decided = decide(this.#rules, occurrence, knownOf({ guards, loops: this.#loops }));
    for (const [id, state] of decided.loops) {
      this.#loops.set(id, state);
      this.iterations.set(id, (this.iterations.get(id) ?? 0) + 1);
    }
    for (const each of decided.selfCausing) {
      this.told.push(each);
      if (each.heldBackBy === 'loop protection') this.off.add(each.workflowId);
    }
    this.reasons.push(
      ...decided.decisions.flatMap(({ checks }) =>
        checks.flatMap(({ check, reason }) => (check === 'loop' ? [reason] : [])),
      ),
    );
    const echoes = decided.actions.reduce((expected, { workflowId, depth, otherSaves }) => {
      const [field, value] = this.#writes.get(workflowId) ?? ['', ''];
      return expectEcho(expected, { workflowId, field, value, depth: depth + 1, otherSaves }, at);
    }, decided.guards.echoes);
    this.#guards.set(lead, { ...decided.guards, echoes });
    this.saves += decided.actions.length;
    return decided.actions.map(({ workflowId }) => workflowId);
  }
}

const ON_ONE_FIELD: readonly Reaction[] = [
  { id: 'a', when: ['city', 'B1'], writes: ['city', 'A1'] },
  { id: 'b', when: ['city', 'A1'], writes: ['city', 'B1'] },
];
const ON_TWO_FIELDS: readonly Reaction[] = [
  { id: 'a', when: ['state', 'B1'], writes: ['city', 'A1'] },
  { id: 'b', when: ['city', 'A1'], writes: ['state', 'B1'] },
];
const IN_THREES: readonly Reaction[] = [
  { id: 'a', when: ['city', 'C1'], writes: ['city', 'A1'] },
  { id: 'b', when: ['city', 'A1'], writes: ['state', 'B1'] },
  { id: 'c', when: ['state', 'B1'], writes: ['city', 'C1'] },
];
const BEGIN: Readonly<Record<string, string>> = { city: 'A1' };

describe.each([
  ['two workflows that write one field', ON_ONE_FIELD],
  ['two workflows that write a field each', ON_TWO_FIELDS],
  ['three workflows', IN_THREES],
])('%s and trigger each other', (_, reactions) => {
  it('are told of at the first chain that breaks, with the whole circle', () => {
    const account = new Account(reactions);
    account.save('5', AT, BEGIN);
    expect(account.told).toHaveLength(1);
    const [{ workflowId, others, heldBackBy } = { workflowId: '', others: [], heldBackBy: '' }] =
      account.told;
    expect(heldBackBy).toBe('rate limit');
    expect([workflowId, ...others].sort()).toEqual(reactions.map(({ id }) => id).sort());
  });

  it.each([3, 300])('have one of them off within 100 iterations of it, with %d leads', (leads) => {
    const account = new Account(reactions);
    const allOn = (): boolean => account.off.size === 0;
    for (let round = 0; round < 8 && allOn(); round += 1) {
      for (let lead = 0; lead < leads && allOn(); lead += 1) {
        account.save(`lead ${lead}`, AT + round * 10 * MINUTE + lead * SECOND, BEGIN);
      }
    }
    const [off] = account.off;
    expect(account.iterations.get(off ?? '')).toBe(LOOP_LIMIT);
    const before = account.saves;
    account.save('another', AT + 2 * 60 * MINUTE, BEGIN);
    expect(account.saves - before).toBeLessThan(reactions.length);
  });

  it('are named in the trail', () => {
    const account = new Account(reactions);
    account.save('5', AT, BEGIN);
    expect(account.reasons).toContainEqual(
      expect.stringMatching(
        /^caused by this workflow itself, by way of "Reacts to .*": what they wrote came back \(.*\): one echo of a save is no loop$/,
      ),
    );
  });
});

describe('an account of 20,000 calls a day, in which one workflow sets off another', () => {
  it('keeps both on, and nobody is told of anything', () => {
    const chain: readonly Reaction[] = [
      { id: 'a', when: ['first_name', 'Test'], writes: ['city', 'A1'] },
      { id: 'b', when: ['city', 'A1'], writes: ['state', 'B1'] },
    ];
    const account = new Account(chain);
    const calls = 20_000;
    for (let call = 0; call < calls; call += 1) {
      account.save(`lead ${call % 400}`, AT + Math.floor((call * DAY) / calls), { first_name: 'Test' });
    }
    expect(account.saves).toBe(2 * calls);
    expect([account.told, [...account.off], [...account.iterations]]).toEqual([[], [], []]);
  });

  it('keeps both on where they answer each other once', () => {
    // What the echo writes is there already, so that Convoso does not tell of it: here, a field that nobody reacts to.
    const once: readonly Reaction[] = [
      { id: 'a', when: ['first_name', 'Test'], writes: ['city', 'A1'] },
      { id: 'b', when: ['city', 'A1'], writes: ['state', 'B1'] },
      { id: 'a2', when: ['state', 'B1'], writes: ['notes', 'seen'] },
    ];
    const account = new Account(once);
    for (let call = 0; call < 5_000; call += 1) {
      account.save(`lead ${call % 400}`, AT + Math.floor((call * DAY) / 20_000), { first_name: 'Test' });
    }
    expect([account.told, [...account.off], [...account.iterations]]).toEqual([[], [], []]);
  });
});
