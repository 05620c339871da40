import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { SharedStore } from './two-relays.js';

describe('a delivery that comes again, to another relay', () => {
  it('is known to be the repeat, and answered with the id of the first', async () => {
    const crm = await destination();
    const shared = new SharedStore();
    const setUp = config({ endpoints: [endpoint('crm', crm)] });
    const first = await shared.run(setUp);
    const second = await shared.run(setUp);

    const ids = await Promise.all(
      [first, second, first, second].map(({ relay }) => relay.post(callOf(1, 1))),
    );

    expect(new Set(ids).size).toBe(1);
    await second.relay.settled(ids[0] ?? '');
    expect(crm.requests).toHaveLength(1);
  });

  it('is a delivery of its own once the time for repeats is over', async () => {
    const crm = await destination();
    const shared = new SharedStore();
    const hooks = [{ id: 'main', repeatSeconds: 60 }];
    const setUp = config({ endpoints: [endpoint('crm', crm)], hooks });
    const first = await shared.run(setUp);
    const second = await shared.run(setUp);

    const before = await first.relay.post(callOf(1, 1));
    shared.clock.advance(2 * MINUTE);
    const after = await second.relay.post(callOf(1, 1));

    expect(after).not.toBe(before);
  });
});
