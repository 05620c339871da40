import { expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { hold } from '../acceptance-holds/holding.js';
import { subscribe } from '../acceptance-subscriptions/subscribing.js';
import { config } from '../support/config.js';
import { destination } from '../support/destination.js';
import type { TestRelay } from '../support/relay.js';
import { OnOneDatabase } from './on-one-database.js';

const TIMES = [0, 1, 2, 0, 1, 2];

describeOnPostgres('what a program asks several relays for at the same moment', (database) => {
  async function three() {
    const waiter = await destination();
    const relays = await OnOneDatabase.empty(database);
    const secretsKey = Buffer.alloc(32, 5).toString('base64url');
    const settings = { egress: { allow: ['127.0.0.1'] } };
    const document = config({ endpoints: [], workflows: [], settings });
    const first = await relays.start({ secretsKey, config: document });
    const others = [await relays.start({ secretsKey }), await relays.start({ secretsKey })];
    const all: readonly TestRelay[] = [first, ...others];
    return { waiter, relay: (index: number) => all[index] ?? first };
  }

  it('is one hold', async () => {
    const { waiter, relay } = await three();
    const made = await Promise.all(TIMES.map((index) => hold(relay(index), waiter, { id: 'one' })));
    expect(new Set(made.map(({ hold: { id } }) => id)).size).toBe(1);
    expect(made.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  it('is one subscription', async () => {
    const { waiter, relay } = await three();
    const url = `${waiter.url}/events`;
    const made = await Promise.all(TIMES.map((index) => subscribe(relay(index), { url })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
  });
});
