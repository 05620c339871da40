import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

async function setUp(hostname = '127.0.0.1') {
  const crm = await destination();
  const to = { url: `http://${hostname}:${crm.port}` };
  const document = (allow: readonly string[]) =>
    config({ endpoints: [endpoint('crm', to)], settings: { egress: { allow } } });
  return { crm, document };
}

describe('the egress rules', () => {
  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]'])(
    'refuse a destination on this machine as %s, and name the setting that allows it',
    async (hostname) => {
      const { crm, document } = await setUp(hostname);
      const relay = await runRelay({ config: document([]) });

      const report = await relay.settled(await relay.post(callOf(1)));

      const action = only(report.actions);
      expect(action.state).toBe('dead');
      expect(action.reason).toContain('allow the destination in settings.egress.allow');
      expect(only(action.attempts)).toMatchObject({ status: null, result: null, outcome: 'failed' });
      expect((await relay.notice('not-delivered')).message).toContain('settings.egress.allow');
      expect(crm.requests).toEqual([]);
    },
  );

  it('let a destination through once the file allows it, and what was refused can be replayed', async () => {
    const { crm, document } = await setUp();
    const relay = await runRelay({ config: document([]) });
    const refused = await relay.post(callOf(1, 1));
    await relay.settled(refused);

    await relay.reload(document([`127.0.0.1:${crm.port}`]));
    await relay.replay('dead-letters', `${refused}-01`);

    expect(only((await relay.settled(refused)).actions).state).toBe('done');
    expect(only((await relay.settled(await relay.post(callOf(1, 2)))).actions).state).toBe('done');
    expect(crm.requests.map(({ key }) => key.slice(-3))).toEqual(['-01', '-01']);
  });

  it('close again when the file no longer allows it, for connections kept open too', async () => {
    const { crm, document } = await setUp();
    const relay = await runRelay({ config: document(['127.0.0.0/8']) });
    await relay.settled(await relay.post(callOf(1, 1)));

    await relay.reload(document([]));

    expect(only((await relay.settled(await relay.post(callOf(1, 2)))).actions).state).toBe('dead');
    expect(crm.requests).toHaveLength(1);
  });

  it('allow no more than they name', async () => {
    const { crm, document } = await setUp();
    const relay = await runRelay({ config: document(['127.0.0.1:1', '10.0.0.0/8']) });

    expect(only((await relay.settled(await relay.post(callOf(1)))).actions).state).toBe('dead');
    expect(crm.requests).toEqual([]);
  });
});
