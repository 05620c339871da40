import { describe, expect, it } from '@jest/globals';
import { agentsOf, liveCallOf, liveCallsAfter, type LiveCall } from '../../src/guardrails/index.js';
import type { Occurrence } from '../../src/occurrence/index.js';
import { occurrenceOf } from '../occurrence/sample.js';

const AT = 1_800_000_000_000;
const TWO_HOURS = 7_200_000;

interface Told {
  readonly status?: string;
  readonly call?: string;
  readonly lead?: string;
  readonly agent?: string;
  readonly user?: string;
  readonly term?: string;
  readonly at?: number;
}

function told({ status, call, lead, agent, user, term, at = AT }: Told): Occurrence {
  return occurrenceOf(
    {
      lead: { ...(lead && { id: lead }) },
      callLog: {
        ...(call && { call_log_id: call }),
        ...(status && { status }),
        ...(term && { term_reason: term }),
        ...(user && { user_id: user }),
      },
      extra: { ...(agent && { agent_email: agent }) },
    },
    { receivedAt: at },
  );
}

const after = (...occurrences: readonly Occurrence[]): readonly LiveCall[] =>
  occurrences.reduce<readonly LiveCall[]>(liveCallsAfter, []);

const START = told({ status: 'INCALL', call: '1', lead: '5', agent: 'agent@example.test' });
const keys = (calls: readonly LiveCall[]) => calls.map(({ key }) => key);

describe('what is known of running calls', () => {
  it('begins with INCALL', () => {
    expect(after(START)).toEqual([
      { key: 'call:1', leadKey: 'lead:5', agents: ['email:agent@example.test'], since: AT },
    ]);
    expect(after(told({ status: 'NI', call: '1', lead: '5' }))).toEqual([]);
  });

  it.each([
    ['a disposition of the call', told({ status: 'NI', call: '1' })],
    ['a term reason of the call', told({ call: '1', term: 'CALLER' })],
    [
      'a disposition of the lead, where the call is not named',
      told({ status: 'NI', lead: '5', term: 'AGENT' }),
    ],
    [
      'a term reason from the agent, where neither is named',
      told({ term: 'AGENT', agent: 'Agent@example.test' }),
    ],
  ])('ends with %s', (_, end) => {
    expect(after(START, end)).toEqual([]);
  });

  it.each([
    ['NONE, which marks a call still running', told({ call: '1', lead: '5', term: 'NONE' })],
    [
      'the end of an earlier call of the same lead and agent',
      told({ status: 'NI', call: '9', lead: '5', agent: 'agent@example.test' }),
    ],
    ['a disposition of another lead', told({ status: 'NI', call: '2', lead: '6' })],
    ['a lead update', told({ lead: '5' })],
  ])('does not end with %s', (_, other) => {
    expect(keys(after(START, other))).toEqual(['call:1']);
  });

  it('has an agent and a lead on one call at a time', () => {
    const next = told({ status: 'INCALL', call: '2', lead: '6', agent: 'agent@example.test' });
    expect(keys(after(START, next))).toEqual(['call:2']);
    const again = told({ status: 'INCALL', call: '3', lead: '5', agent: 'other@example.test' });
    expect(keys(after(START, again))).toEqual(['call:3']);
    const elsewhere = told({ status: 'INCALL', call: '4', lead: '7', agent: 'third@example.test' });
    expect(keys(after(START, elsewhere))).toEqual(['call:1', 'call:4']);
  });

  it('goes by lead or agent where no call id is delivered', () => {
    expect(keys(after(told({ status: 'INCALL', lead: '5' })))).toEqual(['lead:5']);
    expect(keys(after(told({ status: 'INCALL', agent: 'agent@example.test' })))).toEqual([
      'email:agent@example.test',
    ]);
    expect(after(told({ status: 'INCALL' }))).toEqual([]);
  });

  it('leaves what it was handed as it was', () => {
    const known = Object.freeze([...after(START)]);
    liveCallsAfter(known, told({ status: 'NI', call: '1' }));
    expect(keys(known)).toEqual(['call:1']);
  });
});

describe('the live call that an action heeds', () => {
  const calls = after(START);
  const now = { now: AT + 60_000, expiresMs: TWO_HOURS };

  it("is one of the trigger's agent, whichever lead it is with", () => {
    const agents = agentsOf(told({ agent: 'AGENT@example.test' }));
    expect(liveCallOf(calls, { agents, leadKey: 'lead:6' }, now)?.key).toBe('call:1');
  });

  it('A19: is one with the lead, whoever takes it', () => {
    const agents = agentsOf(told({ agent: 'other@example.test' }));
    expect(liveCallOf(calls, { agents, leadKey: 'lead:5' }, now)).toBe(calls[0]);
    expect(liveCallOf(calls, { agents, leadKey: 'lead:6' }, now)).toBeNull();
  });

  it('is any with the lead where the agent is not known', () => {
    expect(liveCallOf(calls, { agents: [], leadKey: 'lead:5' }, now)?.key).toBe('call:1');
    expect(liveCallOf(calls, { agents: [], leadKey: 'lead:6' }, now)).toBeNull();
    expect(liveCallOf(calls, { agents: [], leadKey: null }, now)).toBeNull();
  });

  it('is found by any of the names an agent goes by', () => {
    const start = told({ status: 'INCALL', call: '9', user: '77', agent: 'agent@example.test' });
    const agents = agentsOf(told({ user: '77' }));
    expect(liveCallOf(after(start), { agents, leadKey: null }, now)?.key).toBe('call:9');
  });

  it('is no longer believed in after the time set, to the millisecond', () => {
    const about = { agents: [], leadKey: 'lead:5' } as const;
    const at = (age: number) => liveCallOf(calls, about, { now: AT + age, expiresMs: TWO_HOURS });
    expect(at(TWO_HOURS - 1)).not.toBeNull();
    expect(at(TWO_HOURS)).toBeNull();
  });

  it('is not believed in where a clock that was set back has put it far into the future', () => {
    const about = { agents: [], leadKey: 'lead:5' } as const;
    const at = (back: number) => liveCallOf(calls, about, { now: AT - back, expiresMs: TWO_HOURS });
    expect(at(60_000)).not.toBeNull();
    expect(at(TWO_HOURS)).toBeNull();
  });
});
