import { describe, expect, it } from '@jest/globals';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { admission, eventOf } from '../acceptance-guard/asking.js';
import { hold, holdingRelay, passes } from '../acceptance-holds/holding.js';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';

type Trail = AnswerOf<RelayApi['occurrences']['get']>;

const LIMITS = { rule: 'text-after-call', limits: { rateLimit: 1 } };

/** A call about which a program asked twice, had something held, and sent something. */
async function actedOnElsewhere() {
  const { relay, waiter } = await holdingRelay();
  const id = await relay.post(callOf(1, 1));
  await relay.settled(id);
  const event = eventOf(relay, id, { fields: callOf(1, 1) });
  await admission(relay, { ...LIMITS, step: 'send-text', event });
  relay.advance(1);
  await admission(relay, { ...LIMITS, step: 'second text', event });
  const { hold: held } = await hold(relay, waiter, { id: 'execution 4711', rule: LIMITS.rule, event });
  const send = {
    ...{
      id: 'item 1',
      source: 'n8n',
      endpoint: 'HubSpot',
      method: 'POST',
      url: 'https://crm.example.test/leads',
    },
    ...{ at: new Date(relay.clock.now()).toISOString(), durationMs: 120, outcome: 'delivered' },
    ...{ answer: { status: 201, body: '{"id":7}' }, body: '{}', eventId: id, rule: LIMITS.rule },
  };
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ sends: [send] });
  expect((await relay.api('logs', { method: 'POST', headers, body })).status).toBe(200);
  return { relay, id, held };
}

describe('the trail of a call that programs acted on', () => {
  it('has what they were answered, what they have had held, and what they have sent', async () => {
    const { relay, id, held } = await actedOnElsewhere();
    const seen = async () => JSON.parse((await relay.api(`occurrences/${id}`)).text) as Trail;
    expect(await seen()).toMatchObject({
      admissions: [
        { rule: LIMITS.rule, step: 'send-text', admitted: true, outcome: 'fired', code: 'ADMITTED' },
        {
          rule: LIMITS.rule,
          step: 'second text',
          admitted: false,
          code: 'RATE_LIMITED',
          outcome: 'suppressed',
        },
      ],
      holds: [{ id: held.id, givenId: 'execution 4711', state: 'held', eventId: id, leadKey: 'lead:1' }],
      sends: [{ endpointName: 'HubSpot (n8n)', rule: LIMITS.rule, status: 201, outcome: 'delivered' }],
    });
    await passes(relay, HOUR);
    expect(await seen()).toMatchObject({ holds: [{ id: held.id, state: 'resumed', attempts: 1 }] });
  });

  it('has nothing of them where the event was another', async () => {
    const { relay } = await actedOnElsewhere();
    const other = await relay.settled(await relay.post(callOf(1, 2)));
    expect(other).toMatchObject({ admissions: [], holds: [], sends: [] });
  });

  it('reads as text for a person', async () => {
    const { relay, id, held } = await actedOnElsewhere();
    const { text } = await relay.api(`occurrences/${id}?as=text`);
    for (const part of [
      'Asked before acting',
      'text-after-call',
      'second text',
      'over the rate limit',
      'Held until later',
      held.id,
      'Sent elsewhere',
      'HubSpot (n8n)',
    ])
      expect(text).toContain(part);
  });
});
