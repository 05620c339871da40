import { expect, it } from '@jest/globals';
import { heard } from './on-shared-stores.js';
import { openPostgres } from '../../relay/src/store/postgres/open.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { callOf } from '../support/calls.js';
import { HandClock } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';

const RELAYS = 4;
/** What the rate limit lets through of one lead within three minutes. */
const MOST_IN_WINDOW = 9;
const HAMMERED = 40;

describeOnPostgres(`${RELAYS} relays on one Postgres`, (database) => {
  /** Nothing waits in the database any more. */
  const settled = (): Promise<void> =>
    eventually(async () => {
      const [left] = await database.rows<{ left: string }>(
        `select (select count(*) from inbox) + (select count(*) from actions where state in ('waiting', 'running')) as left`,
      );
      expect(left).toEqual({ left: '0' });
    });

  async function relays(setUp: unknown): Promise<TestRelay[]> {
    await database.withStore(() => Promise.resolve());
    const clock = new HandClock();
    const started: TestRelay[] = [];
    for (let number = 0; number < RELAYS; number += 1)
      started.push(await runRelay({ config: setUp, store: openPostgres(database.url), clock }));
    await heard(clock, started);
    return started;
  }

  it('count a lead together, keep its lane, process each call once, and know a repeat whichever it comes to', async () => {
    const underWay = new Set<string>();
    const together: string[] = [];
    const crm = await destination(async ({ body }) => {
      const { lead } = JSON.parse(body) as { lead: string };
      if (underWay.has(lead)) together.push(body);
      underWay.add(lead);
      await new Promise((resolve) => setImmediate(resolve));
      underWay.delete(lead);
      return { status: 200, body: '{"success":true}' };
    });
    const all = await relays(config({ endpoints: [endpoint('crm', crm)] }));
    const to = (number: number): TestRelay => {
      const relay = all[number % RELAYS];
      if (relay === undefined) throw new Error(`${RELAYS} relays were to be started, and ${all.length} were`);
      return relay;
    };

    const calls = Array.from({ length: HAMMERED }, (_, number) => number + 1);
    const ids = await Promise.all(calls.map((number) => to(number).post(callOf(1, number))));
    const again = await Promise.all(calls.map((number) => to(number + 1).post(callOf(1, number))));
    expect(again).toEqual(ids);
    await settled();

    const occurrences = await database.rows<{ id: string }>('select id from occurrences order by id');
    expect(occurrences.map(({ id }) => id)).toEqual([...ids].sort());
    const actions = await database.rows<{ id: string; state: string }>(
      'select id, state from actions order by id',
    );
    expect(actions).toHaveLength(MOST_IN_WINDOW);
    expect(crm.requests.map(({ key }) => key).sort()).toEqual(actions.map(({ id }) => id));
    expect(together).toEqual([]);
  });
});
