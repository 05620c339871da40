import { describe, expect, it } from '@jest/globals';
import type { ItemEvent } from '../nodes/shared/item-event';
import { readItemEvent } from '../nodes/shared/item-event';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { decideItem, prepareWorkflow, reviewItem } from '../nodes/ConvosoWorkflow/decide-item';
import { ProcessMemory } from '../nodes/ConvosoWorkflow/process-memory';
import { ACTION_ID, type Workflow } from '../nodes/ConvosoWorkflow/read-workflow';
import { failureOf, run } from './harness';

const NOON = Date.UTC(2026, 10, 20, 20);
const MINUTE = 60_000;

const CALL = { call_log_id: '9', lead_id: '7', status: 'CALLBK', phone_number: '7735550167', state: 'CA' };

function event(change: Record<string, string> = {}, now = NOON): ItemEvent {
  return readItemEvent({ ...CALL, ...change }, now);
}

function workflowOf(change: Partial<Workflow> = {}, schedule: object = {}): Workflow {
  return {
    id: 'w',
    name: 'W',
    active: true,
    relation: { type: 'campaign', ids: [], all: true },
    events: [{ type: 'DISPOSITION', include: 'all' }],
    stopIf: { type: 'never' },
    skipIfPending: false,
    performActionOn: 100,
    rateLimitScope: 'workflow',
    rateLimit: 9,
    actionSets: [
      {
        id: 'actions',
        actions: [
          {
            id: ACTION_ID,
            type: 'INTEGRATION',
            endpointId: ACTION_ID,
            active: true,
            skipIfLiveCall: false,
            schedule: { holdUntilHours: '24hr', ...schedule },
          },
        ],
      },
    ],
    ...change,
  };
}

const prepared = (change: Partial<Workflow> = {}, schedule: object = {}) =>
  prepareWorkflow(workflowOf(change, schedule), {
    timeZone: 'America/Los_Angeles',
    statuses: [],
    whenNotKnown: 'fire',
  });

describe('a node that cannot decide', () => {
  it('says so of the item, with the reason, and goes on with the next', async () => {
    const workflow = prepared({}, { days: 100_000_000 });
    const memory = new ProcessMemory('a', 0);
    const decisions = await Promise.all(
      [event(), event({ lead_id: '8' })].map((each) => decideItem(workflow, each, memory, NOON)),
    );
    expect(decisions).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }]);
    expect(decisions[0]?.reason).toMatch(/a schedule of 100000000 days, .* ends after the year 9998/);
    expect(decisions[0]?.checks.at(-1)).toMatchObject({ check: 'failure', code: 'WORKFLOW_FAILED' });
  });
});

describe('the guards of a node', () => {
  it('let nine events of a lead pass in three minutes and hold the tenth back, with the reason', async () => {
    const memory = new ProcessMemory('a', 0);
    const workflow = prepared();
    const decisions = await Promise.all(
      Array.from({ length: 12 }, (_, index) => decideItem(workflow, event(), memory, NOON + index)),
    );
    expect(decisions.map(({ outcome }) => outcome).slice(7)).toEqual([
      'fired',
      'fired',
      'suppressed',
      'suppressed',
      'suppressed',
    ]);
    expect(decisions[9]?.reason).toMatch(/over the rate limit/);
    expect((await decideItem(workflow, event(), memory, NOON + 3 * MINUTE)).outcome).toBe('fired');
    expect((await decideItem(workflow, event({ lead_id: '8' }), memory, NOON)).outcome).toBe('fired');
  });

  it('count all nodes of an account together where they are asked to, and no other account', async () => {
    const together = prepared({ rateLimitScope: 'lead', rateLimit: 2 });
    const lead = { lead_id: 'shared-1' };
    const decisions = await Promise.all(
      ['one', 'one', 'one', 'two'].map((account) =>
        decideItem(together, event(lead), new ProcessMemory(account, 0), NOON),
      ),
    );
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['fired', 'fired', 'suppressed', 'fired']);
  });

  it('tell why an event did not match', async () => {
    const workflow = prepared({ events: [{ type: 'DISPOSITION', values: ['SALE'], include: 'all' }] });
    const decision = await decideItem(workflow, event(), new ProcessMemory('a', 0), NOON);
    expect(decision.outcome).toBe('not-matched');
    expect(decision.reason).toContain('CALLBK');
  });

  it('know the status a lead had before', async () => {
    const workflow = prepared({ events: [{ type: 'LEAD_STATUS', from: ['INCALL'], to: ['SALE'] }] });
    const memory = new ProcessMemory('a', 0);
    await decideItem(workflow, event({ status: 'INCALL' }), memory, NOON);
    expect((await decideItem(workflow, event({ status: 'SALE' }), memory, NOON + 1)).outcome).toBe('fired');
    expect(
      (await decideItem(workflow, event({ status: 'SALE' }), new ProcessMemory('b', 0), NOON)).outcome,
    ).toBe('not-matched');
  });
});

describe('what is due later', () => {
  it('leaves with its time, and is fired when it comes back', async () => {
    const memory = new ProcessMemory('a', 0);
    const workflow = prepared({}, { minutes: 30 });
    const held = event();
    const decision = await decideItem(workflow, held, memory, NOON);
    expect(decision).toMatchObject({ outcome: 'later', dueAt: new Date(NOON + 30 * MINUTE).toISOString() });
    expect(
      (await reviewItem(workflow, held, memory, { now: NOON + 30 * MINUTE, held: { since: NOON } })).outcome,
    ).toBe('fired');
  });

  it('is not fired after the date that it was to come before, though it comes back only then', async () => {
    const memory = new ProcessMemory('a', 0);
    const workflow = prepared({}, { minutes: -30, relativeTo: { field: 'appointment' } });
    const held = event({ appointment: '2026-11-20 13:00:00' });
    const decision = await decideItem(workflow, held, memory, NOON);
    const deadline = '2026-11-20T21:00:00.000Z';
    expect(decision).toMatchObject({ outcome: 'later', dueAt: '2026-11-20T20:30:00.000Z', deadline });
    const deadlineAt = Date.parse(deadline);
    const review = (now: number) =>
      reviewItem(workflow, held, memory, { now, held: { since: NOON, deadlineAt } });
    expect(await review(deadlineAt)).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringContaining('before appointment, which is "2026-11-20 13:00:00"'),
    });
    expect(await review(deadlineAt - 1)).toMatchObject({ outcome: 'fired' });
  });

  it('waits for the hours of the account', async () => {
    const workflow = prepared({}, { holdUntilHours: '9-5', timeZone: 'account' });
    const night = Date.UTC(2026, 10, 20, 8);
    const decision = await decideItem(workflow, event(), new ProcessMemory('a', 0), night);
    expect(decision).toMatchObject({ outcome: 'later', dueAt: '2026-11-20T17:00:00.000Z' });
    expect(decision.reason).toBe('due 2026-11-20T17:00:00.000Z, held: outside 9-5 in America/Los_Angeles');
  });

  it('says when it is due in words of the panel alone', async () => {
    const decision = await decideItem(
      prepared({}, { minutes: 30 }),
      event(),
      new ProcessMemory('a', 0),
      NOON,
    );
    expect(decision.reason).toBe('due 2026-11-20T20:30:00.000Z');
  });

  it('is cancelled when the lead has come to a final status meanwhile', async () => {
    const memory = new ProcessMemory('a', 0);
    const workflow = prepared({ stopIf: { type: 'finalStatus' } }, { minutes: 30 });
    const held = event();
    await decideItem(workflow, held, memory, NOON);
    await decideItem(workflow, event({ status: 'SALE' }), memory, NOON + MINUTE);
    const review = await reviewItem(workflow, held, memory, {
      now: NOON + 30 * MINUTE,
      held: { since: NOON },
    });
    expect(review).toMatchObject({ outcome: 'cancelled', reason: expect.stringContaining('SALE') });
  });

  it('keeps the next one of the lead back where nothing else is to be pending, until it is due', async () => {
    const memory = new ProcessMemory('a', 0);
    const workflow = prepared({ skipIfPending: true }, { minutes: 30 });
    const decisions = await Promise.all(
      [0, 10, 31].map((minutes) => decideItem(workflow, event(), memory, NOON + minutes * MINUTE)),
    );
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['later', 'suppressed', 'later']);
  });
});

describe('N3: what is not known', () => {
  const after = NOON + 30 * MINUTE;
  const stopping = (whenNotKnown: 'hold' | 'skip' | 'fire') => ({
    ...prepared({ stopIf: { type: 'finalStatus' } }, { minutes: 30 }),
    whenNotKnown,
  });
  const heldHere = { now: after, held: { since: NOON } };

  it.each([
    ['skip', 'skipped', /^skipped: n8n was restarted while it was held/],
    ['hold', 'later', /^held: n8n was restarted/],
    ['fire', 'fired', /^due; n8n was restarted/],
  ] as const)(
    'of a held lead after a restart, with %s, is %s and says so',
    async (choice, outcome, reason) => {
      await decideItem(stopping(choice), event(), new ProcessMemory('a', 0), NOON);
      const restarted = new ProcessMemory('a', NOON + MINUTE);
      const review = await reviewItem(stopping(choice), event(), restarted, heldHere);
      expect(review.outcome).toBe(outcome);
      expect(review.reason).toMatch(reason);
      expect(review.checks.at(-1)).toMatchObject({ check: 'known', verdict: 'unknown', code: 'NOT_KNOWN' });
    },
  );

  it('is held for a day at most, since the lead may never be heard of again', async () => {
    const dayLater = { now: NOON + 25 * 60 * MINUTE, held: { since: NOON } };
    const review = await reviewItem(stopping('hold'), event(), new ProcessMemory('a', NOON), dayLater);
    expect(review.outcome).toBe('skipped');
  });

  it('asks nobody where nothing is to stop it, or where the lead has been seen again', async () => {
    const restarted = new ProcessMemory('a', NOON + MINUTE);
    const never = { ...prepared({}, { minutes: 30 }), whenNotKnown: 'skip' as const };
    expect((await reviewItem(never, event(), restarted, heldHere)).outcome).toBe('fired');
    await decideItem(stopping('skip'), event({ status: 'SALE' }), restarted, NOON + 2 * MINUTE);
    expect((await reviewItem(stopping('skip'), event(), restarted, heldHere)).outcome).toBe('cancelled');
  });

  it('are the counts of a lead in the three minutes after a start, and none later or of its first call', async () => {
    const skipping = { ...prepared(), whenNotKnown: 'skip' as const };
    const started = () => new ProcessMemory('a', NOON);
    const soon = NOON + MINUTE;
    expect(await decideItem(skipping, event(), started(), soon)).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringMatching(/n8n has just started/),
    });
    const firstCall = event({ called_count: '1' });
    expect((await decideItem(skipping, firstCall, started(), soon)).outcome).toBe('fired');
    expect((await decideItem(skipping, event(), started(), NOON + 3 * MINUTE)).outcome).toBe('fired');
    const holding = { ...prepared(), whenNotKnown: 'hold' as const };
    expect(await decideItem(holding, event(), started(), soon)).toMatchObject({
      outcome: 'later',
      dueAt: new Date(NOON + 3 * MINUTE).toISOString(),
    });
  });
});

describe('the workflow node', () => {
  const events = { DISPOSITION: [{ values: 'CALLBK' }] };

  it('leads each item to its output, with its decision', async () => {
    const { outputs } = await run(new ConvosoWorkflow(), {
      parameters: { events },
      items: [
        { ...CALL, lead_id: '21' },
        { ...CALL, lead_id: '22', status: 'NI' },
      ],
    });
    expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
      [{ item: 0 }],
      [],
      [{ item: 1 }],
    ]);
    expect(outputs[0]?.[0]?.json).toMatchObject({ lead_id: '21', decision: { outcome: 'fired' } });
  });

  it('looks again at what it has sent by Later itself, and refuses it before its time', async () => {
    const parameters = { events, schedule: { minutes: 5 } };
    const { outputs } = await run(new ConvosoWorkflow(), { parameters, items: [{ ...CALL, lead_id: '23' }] });
    const later = outputs[1]?.[0]?.json ?? {};
    const failure = await failureOf(new ConvosoWorkflow(), { parameters, items: [later] });
    expect(failure).toMatch(/Output Later: [^]*Wait node[^]*decision\.dueAt/);
    const due = {
      ...later,
      decision: { ...(later['decision'] as object), dueAt: new Date(NOON - 3_600_000).toISOString() },
    };
    const passed = { ...due, decision: { ...due.decision, deadline: new Date(0).toISOString() } };
    const tooLate = await run(new ConvosoWorkflow(), { parameters, items: [passed] });
    expect(tooLate.outputs[2]?.[0]?.json['decision']).toMatchObject({ outcome: 'skipped' });
    const again = await run(new ConvosoWorkflow(), { parameters, items: [due] });
    expect(again.outputs[0]?.[0]?.json['decision']).toMatchObject({ outcome: 'fired' });
  });

  it('N5: counts what is tried in the editor for itself, and lets production fire', async () => {
    const tried = {
      parameters: { events, guardrails: { rateLimit: 2 } },
      items: [{ ...CALL, lead_id: '24' }],
    };
    const manual = { ...tried, mode: 'manual' as const };
    const { outputs } = await run(new ConvosoWorkflow(), manual);
    expect(outputs[0]?.[0]?.json['decision']).toMatchObject({
      reason: expect.stringMatching(/^a trial, which counts for itself alone: trigger 1 of 2/),
    });
    await run(new ConvosoWorkflow(), manual);
    const overLimit = await run(new ConvosoWorkflow(), manual);
    expect(overLimit.outputs[2]?.[0]?.json['decision']).toMatchObject({
      outcome: 'suppressed',
      reason: expect.stringMatching(/^a trial, which counts for itself alone: over the rate limit/),
    });
    const production = await run(new ConvosoWorkflow(), tried);
    expect(production.outputs[0]).toHaveLength(1);
  });

  it('N9: says that what left by Later is waited for by nothing, where that is so', async () => {
    const held = { parameters: { events, schedule: { minutes: 5 } }, items: [{ ...CALL, lead_id: '25' }] };
    const { hints } = await run(new ConvosoWorkflow(), held);
    expect(hints[0]?.message).toMatch(/^1 item has left by Later, due from .*Wait node/);
    const waited = await run(new ConvosoWorkflow(), { ...held, behind: ['n8n-nodes-base.wait'] });
    expect(waited.hints).toEqual([]);
  });

  it('N11: tells an agent the reason, whichever output the item would leave by', async () => {
    const items = [{ ...CALL, lead_id: '26', status: 'NI' }];
    const { outputs } = await run(new ConvosoWorkflow(), { parameters: { events }, items, isTool: true });
    expect(outputs[0]?.[0]?.json['decision']).toMatchObject({ outcome: 'not-matched' });
  });

  it.each([
    [{ events: {} }, /Events: There is none/],
    [{ events, relation: 'list', relationIds: ' ' }, /IDs: None is named/],
    [{ events, guardrails: { rateLimit: 10 } }, /Rate Limit: This is not from 1 to 9[^]*It is 10/],
    [{ events, guardrails: { performActionOn: 101 } }, /Perform Action On \(%\)[^]*It is 101/],
    [{ events, guardrails: { stopIf: 'leadFilter' } }, /Stop If the Lead Matches: There is no condition/],
    [{ events, schedule: { timeZone: 'Pacific' } }, /Time Zone of the Hours[^]*It is "Pacific"/],
    [{ events, schedule: { relativeTo: 'field' } }, /Date Field: No field is named/],
    [
      { events: { LEAD_FIELDS_AND_CALL_DATA: [{ field: 'lead.state', operator: 'contains', value: ' ' }] } },
      /Event Lead Fields And Call Data, Value: Nothing is given/,
    ],
    [{ events: { CALL_COUNT: [{ comparison: 'range', min: '', max: '' }] } }, /Event Call Count, From/],
    [
      { events: { CALL_COUNT: [{ comparison: 'equals', equals: 1.5 }] } },
      /Event Call Count, Count[^]*It is 1\.5/,
    ],
  ])('refuses %j and says what to do', async (parameters, pattern) => {
    const failure = await failureOf(new ConvosoWorkflow(), {
      parameters,
      items: [CALL],
    });
    expect(failure).toMatch(pattern);
    expect(failure).toMatch(/\(Item 0\)$/);
  });
});
