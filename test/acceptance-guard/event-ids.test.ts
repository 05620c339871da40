import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { errorOf } from '../support/relay.js';
import { admission, ask, eventOf, guardingRelay } from './asking.js';

const LIMITS = { rule: 'n8n', limits: { rateLimit: 1 } };

describe('the id of an event', () => {
  it.each([
    ['another lead', callOf(2, 2)],
    ['no lead', { call_log_id: '9', status: 'NI' }],
  ])('that came with one lead is refused with %s, and never answered for it', async (_whom, fields) => {
    const relay = await guardingRelay();
    const once = await admission(relay, { ...LIMITS, event: eventOf(relay, 'run 1') });
    expect(once.admitted).toBe(true);
    for (const dryRun of [false, true]) {
      const event = eventOf(relay, 'run 1', { fields });
      const other = await ask(relay, { ...LIMITS, event, dryRun });
      expect(other.status).toBe(409);
      expect(errorOf(other)).toMatchObject({ code: 'EVENT_ID_TAKEN' });
      expect(other.text).not.toContain('1364887');
    }
  });

  it('of a call of the relay is refused with another lead', async () => {
    const relay = await guardingRelay();
    const id = await relay.post(callOf(1, 1));
    await relay.explain(id);
    const refused = await ask(relay, { event: eventOf(relay, id, { fields: callOf(2, 1) }) });
    expect(errorOf(refused)).toMatchObject({ code: 'EVENT_ID_TAKEN' });
    expect((await ask(relay, { event: eventOf(relay, id, { fields: callOf(1, 1) }) })).status).toBe(200);
  });
});

describe('a step', () => {
  it('that is no action of the workflow is answered by the workflow alone, and the answer says so', async () => {
    const relay = await guardingRelay();
    const { admitted, checks } = await admission(relay, { step: 'psot', event: eventOf(relay, 'e') });
    expect(admitted).toBe(true);
    expect(checks.at(-1)).toMatchObject({
      code: 'STEP_WITHOUT_ACTION',
      reason: 'the workflow has no action "psot": its own guards count, and those of no action',
    });
  });
});
