import { expect, it } from '@jest/globals';
import type { OpenStore } from '../../relay/src/store/opened-store.js';
import { openPostgres } from '../../relay/src/store/postgres/open.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { RENEWED_EVERY_MS } from '../../relay/src/work/lease.js';
import { callOf } from '../support/calls.js';
import { HandClock } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { unheard } from './two-relays.js';

describeOnPostgres('a switch made at one relay on a Postgres', (database) => {
  const shared = openPostgres(database.url);

  async function two(store: OpenStore) {
    await database.withStore(() => Promise.resolve());
    const clock = new HandClock();
    const setUp = config({
      endpoints: [endpoint('crm', await destination())],
      workflows: [workflow('start', ['crm'])],
    });
    const first = await runRelay({ config: setUp, store, clock });
    const second = await runRelay({ config: setUp, store, clock });
    return { first, second };
  }

  async function switchOff(relay: TestRelay): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const sending = { method: 'PATCH', headers, body: JSON.stringify({ active: false }) };
    expect((await relay.api('workflows/start', sending)).status).toBe(200);
  }

  const isActiveAt = async (relay: TestRelay): Promise<unknown> =>
    (JSON.parse((await relay.api('workflows/start')).text) as { active: unknown }).active;

  async function expectOff(relay: TestRelay): Promise<void> {
    await eventually(async () => expect(await isActiveAt(relay)).toBe(false));
    const { decisions } = await relay.explain(await relay.post(callOf(1, 1)));
    expect(decisions).toMatchObject([{ outcome: 'inactive' }]);
  }

  it('holds at the other one while no time passes, because that hears of it', async () => {
    const { first, second } = await two(shared);
    await switchOff(first);
    await expectOff(second);
  });

  it('holds at the other one, whose connection was ended by which it would have heard of it', async () => {
    const { first, second } = await two(shared);
    await database.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'convoso-connect listens'`,
    );
    await switchOff(first);
    await expectOff(second);
  });

  it('holds at the other one with the next renewal of its lease where that hears nothing at all', async () => {
    const { first, second } = await two(unheard(shared));
    await switchOff(first);
    // What reads the store again has had every chance to.
    for (let asked = 0; asked < 20; asked += 1) expect(await isActiveAt(second)).toBe(true);
    second.advance(RENEWED_EVERY_MS);
    await expectOff(second);
  });
});
