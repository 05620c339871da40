import { describe, expect, it } from '@jest/globals';
import { convoso, TOKEN } from '../stand-ins/convoso/convoso.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { LEAD, documentWith, withLead } from './account.js';

const SAVED = {
  type: 'LEAD_FIELDS_AND_CALL_DATA',
  conditions: [{ field: 'first_name', operator: 'is_equal_to', value: 'Test' }],
};
const WRITE = { id: 'a', type: 'FIELD', field: 'city', operation: 'set', value: 'Springfield' };

const LOOP_LIMIT = 100;

/** The next turn of the loop is planned. */
function oneIsPending(relay: TestRelay): Promise<void> {
  return eventually(async () => {
    const { pending } = JSON.parse((await relay.api('pending')).text) as { pending: unknown[] };
    expect(pending).toHaveLength(1);
  });
}

describe('a workflow that triggers itself by saving the lead', () => {
  it('runs until it has caused itself a hundred times, is switched off once and tells of it once', async () => {
    const port = await freePort();
    const standIn = await convoso({ echoTo: `http://127.0.0.1:${port}/hooks/main` });
    withLead(standIn);
    // A minute apart: a faster loop is held back by the rate limit.
    const actionSets = [{ id: 's', schedule: { minutes: 1 }, actions: [WRITE] }];
    const workflow = { name: 'Greedy', events: [SAVED], actionSets };
    const relay = await runRelay({ config: documentWith(standIn, [], { workflow }), env: { TOKEN }, port });
    await relay.post({ lead_id: LEAD, first_name: 'Test', phone_number: '7735550167' });
    for (let turn = 0; turn < LOOP_LIMIT; turn += 1) {
      await oneIsPending(relay);
      relay.advance(60_000);
      await eventually(async () => expect(standIn.deliveries).toHaveLength(turn + 1));
    }

    const notice = await relay.notice('loop');
    expect(notice.message).toMatch(
      /The workflow "Greedy" has been switched off: it caused itself 100 times in a row/,
    );
    expect(notice.count).toBe(1);
    const { text } = await relay.api('workflows/w');
    expect(JSON.parse(text)).toMatchObject({
      active: false,
      configured: true,
      switched: { reason: expect.stringMatching(/^switched off by loop protection/) },
    });

    const writes = standIn.requests.length;
    expect(writes).toBe(LOOP_LIMIT);
    await relay.settled(await relay.post({ lead_id: LEAD, first_name: 'Test', phone_number: '7735550167' }));
    expect(standIn.requests).toHaveLength(writes);
    expect((await relay.notice('loop')).count).toBe(1);
  });

  it('counts from nothing after it was switched on again', async () => {
    const standIn = await convoso();
    withLead(standIn);
    const relay = await runRelay({
      config: documentWith(standIn, [WRITE], { workflow: { events: [SAVED] } }),
      env: { TOKEN },
    });
    const save = { lead_id: LEAD, first_name: 'Test', city: 'Springfield' };
    const iteration = async (): Promise<string> => {
      relay.advance(25_000);
      const report = await relay.settled(await relay.post(save));
      return report.decisions[0]?.checks.find(({ check }) => check === 'loop')?.reason ?? '';
    };
    await iteration();
    expect(await iteration()).toContain('1 of 100');
    expect(await iteration()).toContain('2 of 100');
    const headers = { 'content-type': 'application/json' };
    for (const active of [false, true]) {
      await relay.api('workflows/w', { method: 'PATCH', headers, body: JSON.stringify({ active }) });
    }
    expect(await iteration()).toContain('1 of 100');
  });
});
