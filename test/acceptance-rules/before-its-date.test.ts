import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, HandClock, MINUTE } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { only } from '../support/reports.js';

/** At eleven, by the clock of the account; it is nine. */
const CALL = { ...callOf(1), appointment: '2026-11-20 11:00:00' };
const APPOINTMENT = 'appointment, which is "2026-11-20 11:00:00"';

/** A relay on a folder of its own that reminds an hour before the appointment. */
async function reminding(settings: Readonly<Record<string, unknown>> = {}) {
  const crm = await destination();
  const dataFolder = tempFolder();
  const clock = new HandClock();
  const schedule = { hours: -1, relativeTo: { field: 'appointment' } };
  const actions = [{ id: 'remind', type: 'INTEGRATION', endpointId: 'crm' }];
  const document = config({
    endpoints: [endpoint('crm', crm, settings)],
    workflows: [workflow('reminder', ['crm'], { actionSets: [{ id: 's', schedule, actions }] })],
  });
  const start = () => runRelay({ config: document, dataFolder, clock });
  return { crm, start };
}

describe('a reminder before an appointment', () => {
  it('is sent in time, though late, where the relay was not running when it was due', async () => {
    const { crm, start } = await reminding();
    const first = await start();
    const id = await first.post(CALL);
    await first.explain(id);
    await first.stop();
    first.clock.advance(2 * HOUR - 1);
    const second = await start();
    expect(only((await second.settled(id)).actions).state).toBe('done');
    expect(crm.requests).toHaveLength(1);
  });

  it('is never sent after it: a relay that was not running skips it, and says so', async () => {
    const { crm, start } = await reminding();
    const first = await start();
    const id = await first.post(CALL);
    await first.explain(id);
    await first.stop();
    first.clock.advance(2 * HOUR);
    const second = await start();
    expect(only((await second.settled(id)).actions)).toMatchObject({
      state: 'skipped',
      reason: `it was to come before ${APPOINTMENT}, and that has passed; what kept it: it was due 2026-11-20T18:00:00.000Z and was not taken up, as where the relay is not running`,
    });
    expect(crm.requests).toEqual([]);
    expect((await second.api(`occurrences/${id}?as=text`)).text).toMatch(
      /reminder — FIRED: not sent: it was to come before appointment, .*; what kept it: it was due 2026-11-20 10:00:00 PST/,
    );
  });

  it('is not repeated after it, and what it failed for is told', async () => {
    const { crm, start } = await reminding();
    crm.behave(() => ({ status: 503, headers: { 'retry-after': '3600' }, body: 'busy' }));
    const relay = await start();
    const id = await relay.post(CALL);
    await relay.explain(id);
    relay.advance(HOUR);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    crm.behave(() => ACCEPTED);
    relay.advance(HOUR);
    expect(only((await relay.settled(id)).actions)).toMatchObject({
      state: 'skipped',
      reason: expect.stringMatching(/^it was to come before appointment, .*; what kept it: answered 503/),
    });
    expect(crm.requests).toHaveLength(1);
  });

  it('is not sent after it where it is played again, one by one or with all others', async () => {
    const { crm, start } = await reminding({ giveUpAfterSeconds: 60 });
    crm.behave(() => ({ status: 503, headers: { 'retry-after': '120' } }));
    const relay = await start();
    const id = await relay.post(CALL);
    await relay.explain(id);
    relay.advance(HOUR);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    relay.advance(2 * MINUTE);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).state).toBe('dead'));
    const tries = crm.requests.length;
    crm.behave(() => ACCEPTED);
    relay.advance(HOUR);
    await relay.replay('dead-letters', `${id}-01`);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).state).toBe('skipped'));
    expect(crm.requests).toHaveLength(tries);
  });
});
