import { existsSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { openPostgres } from '../../relay/src/store/postgres/open.js';
import type { OpenStore } from '../../relay/src/store/opened-store.js';
import type { Store } from '../../relay/src/store/store.js';
import { welcome } from '../../relay/src/cli/welcome.js';
import { DISPOSED } from '../support/calls.js';
import { send } from '../support/http.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { OnOneDatabase } from './on-one-database.js';
import { heard } from './on-shared-stores.js';

const secretOf = ({ running }: TestRelay): string =>
  running.keeper.current.resolved.hooks[0]?.secret ?? 'none';

/** Where what was delivered is to be seen, as a start says it. */
const inspectorOf = ({ running }: TestRelay): string =>
  /see what was delivered at (\S+)/.exec(welcome(running, { dataFolder: 'data', link: null }))?.[1] ??
  'nowhere';

async function two(relays: OnOneDatabase): Promise<{ first: TestRelay; other: TestRelay }> {
  const both = await Promise.all([relays.start({}), relays.start({})]);
  const first = both.find(({ running }) => running.wroteSample);
  const other = both.find((each) => each !== first);
  if (first === undefined || other === undefined) throw new Error('none of them has brought the sample');
  return { first, other };
}

describeOnPostgres('the sample of relays on one database', (database) => {
  it('is brought by one of those that start together; the other one has it from there, with its secret and addresses', async () => {
    const { first, other } = await two(await OnOneDatabase.empty(database));
    expect(other.running.wroteSample).toBe(false);
    expect(existsSync(other.running.configFile)).toBe(false);
    expect(secretOf(first)).toMatch(/^sample-/);
    expect(secretOf(other)).toBe(secretOf(first));
    expect([inspectorOf(first), inspectorOf(other)]).toEqual(Array(2).fill(`${first.url}/inspect`));
    const greeting = welcome(other.running, { dataFolder: 'data', link: null });
    expect(greeting).toContain('revision 1 in the database\n');
    expect(greeting).toContain(`curl '${other.url}/hooks/main' -H 'x-connect-secret: ${secretOf(first)}'`);
  });

  it('delivers to the inspector of the one that brought it, whichever of them sends', async () => {
    const relays = await OnOneDatabase.empty(database);
    const { first, other } = await two(relays);
    await heard(relays.clock, [first, other]);
    for (const [call, relay] of [other, first, other, first].entries()) {
      const fields = { ...DISPOSED, call_log_id: String(call), lead_id: String(call), term_reason: 'CALLER' };
      const id = await relay.post(fields, `main?secret=${secretOf(relay)}`);
      const { actions } = await relay.settled(id);
      expect(actions.map(({ state, attempts }) => [state, attempts.length])).toEqual(
        Array(2).fill(['done', 1]),
      );
    }
    const headers = { ...first.authorization, accept: 'application/json' };
    const { requests } = JSON.parse((await send(`${first.url}/inspect`, { headers })).text) as {
      requests: { idempotencyKey: string }[];
    };
    expect(requests).toHaveLength(8);
    // What has been sent is known by its key to nobody any more.
    for (const key of [requests[0]?.idempotencyKey ?? '', '01J00000000000000000000000-01', 'anything']) {
      const posted = await send(`${first.url}/inspect/stop`, { headers: { 'idempotency-key': key } });
      expect(posted.status).toBe(401);
    }
  });

  it('is tested from each of them: with the data of a call, and with those of the built-in lead, which are stored nowhere', async () => {
    const relays = await OnOneDatabase.empty(database);
    const { first, other } = await two(relays);
    await heard(relays.clock, [first, other]);
    const test = async (relay: TestRelay): Promise<unknown> =>
      JSON.parse((await relay.api('endpoints/disposition/test', { method: 'POST' })).text);
    for (const relay of [first, other])
      expect(await test(relay)).toMatchObject({ from: 'sample', status: 200, delivered: true });
    const id = await first.post(DISPOSED, `main?secret=${secretOf(first)}`);
    await first.settled(id);
    for (const relay of [first, other])
      expect(await test(relay)).toMatchObject({ from: 'delivered', status: 200, delivered: true });
  });

  it('is had by one that has looked for secrets a moment before the first one brought it', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({});
    const open = openPostgres(database.url);
    const store: OpenStore = async (opening) => {
      const opened = await open(opening);
      const { configuration } = opened.store;
      let isFirst = true;
      const secrets = (): ReturnType<typeof configuration.secrets> => {
        const found = isFirst ? Promise.resolve([]) : configuration.secrets();
        isFirst = false;
        return found;
      };
      const early = Object.assign(Object.create(configuration) as typeof configuration, { secrets });
      return {
        ...opened,
        store: Object.assign(Object.create(opened.store) as Store, { configuration: early }),
      };
    };
    const other = await runRelay({ store, clock: relays.clock });
    expect(secretOf(other)).toBe(secretOf(first));
  });

  it('needs no key that relays have in common, also where one is started later with a key of its own', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({});
    const secretsKey = Buffer.alloc(32, 1).toString('base64url');
    const later = await relays.start({ secretsKey });
    expect(secretOf(later)).toBe(secretOf(first));
  });
});
