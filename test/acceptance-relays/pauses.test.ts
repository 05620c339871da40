import { expect, it } from '@jest/globals';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { fleet, heard, onSharedStores } from './on-shared-stores.js';

onSharedStores('pauses that several people order at the same moment, at one relay and at another', (open) => {
  it.each(['endpoints/crm', 'outgoing'])('are over with one resume: %s', async (what) => {
    const crm = await destination();
    const { shared, relays, relay } = await fleet(
      await open(),
      2,
      config({ endpoints: [endpoint('crm', crm)] }),
    );
    const order = async (index: number, to: 'pause' | 'resume'): Promise<string> => {
      const { status, text } = await relay(index).api(`${what}/${to}`, { method: 'POST' });
      expect(status).toBe(200);
      return (JSON.parse(text) as { state: string }).state;
    };
    const states = await Promise.all([0, 0, 1, 1].map((index) => order(index, 'pause')));
    expect(new Set(states)).toEqual(new Set(['paused']));
    expect(await order(0, 'resume')).toBe('active');
    await heard(shared.clock, relays);
    for (const index of [0, 1]) {
      const { text } = await relay(index).api(what);
      expect(JSON.parse(text)).toMatchObject({ state: 'active' });
    }
  });
});
