import { afterEach, expect, it, jest } from '@jest/globals';
import { printForgetting, type ForgetOptions } from '../../relay/src/cli/forget.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { DISPOSED, callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { tempFolder, type TestRelay } from '../support/relay.js';
import { OnOneDatabase } from './on-one-database.js';
import { heard, settled } from './on-shared-stores.js';

const PHONE = '7735550199';
const PERSON = {
  ...DISPOSED,
  lead_id: '9911',
  phone_number: PHONE,
  first_name: 'Umbrella',
  last_name: 'Lead',
};
const CALLS = 20;

describeOnPostgres('forgetting by a command beside relays on one database', (database) => {
  afterEach(() => void (process.exitCode = undefined));

  /** The command as it is run with another data folder, on which no relay runs. */
  async function forget(options: ForgetOptions): Promise<string> {
    let text = '';
    const written = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    try {
      await printForgetting(options, { CONNECT_DATA: tempFolder(), DATABASE_URL: database.url, PORT: '1' });
    } finally {
      written.mockRestore();
    }
    return text;
  }

  /** The tables that have a row in which the person is named; what is kept as bytes is looked for as well. */
  async function tablesWith(name: string): Promise<string[]> {
    const tables = await database.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const words = [`%${name}%`, `%${Buffer.from(name).toString('hex')}%`];
    const found: string[] = [];
    for (const table of tables) {
      const rows = await database.rows(
        `select 1 from "${table.name}" as each where each::text like any ($1) limit 1`,
        [words],
      );
      if (rows.length > 0) found.push(table.name);
    }
    return found.sort();
  }

  async function two() {
    const crm = await destination();
    const setUp = config({
      endpoints: [endpoint('crm', crm)],
      workflows: [workflow('all', ['crm'])],
      settings: { egress: { allow: ['127.0.0.0/8'] }, inspector: true },
    });
    const relays = await OnOneDatabase.empty(database);
    const all = [await relays.start({ config: setUp }), await relays.start({})];
    await heard(relays.clock, all);
    return { crm, relays, all };
  }

  it('leaves nothing of the person behind, and goes on with the calls of others that come in meanwhile', async () => {
    const { crm, all } = await two();
    for (const [number, relay] of all.entries())
      await relay.settled(await relay.post({ ...PERSON, call_log_id: String(700 + number) }));
    expect(await tablesWith('Umbrella')).toContain('lead_states');

    const calls = async (relay: TestRelay, from: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let call = from; call < from + CALLS; call += 1) ids.push(await relay.post(callOf(call, call)));
      return ids;
    };
    const coming = Promise.all(all.map((relay, index) => calls(relay, 1 + index * CALLS)));
    const [text, ids] = await Promise.all([forget({ phone: PHONE, yes: true }), coming]);

    expect(text).toMatch(/^Removed:$/m);
    expect(await tablesWith('Umbrella')).toEqual([]);
    expect(await tablesWith(PHONE)).toEqual([]);
    for (const [index, relay] of all.entries())
      for (const id of ids[index] ?? [])
        expect((await relay.settled(id)).actions).toMatchObject([{ state: 'done' }]);
    expect(crm.requests).toHaveLength(2 + 2 * CALLS);
    for (const relay of all) expect((await send(`${relay.url}/readyz`)).status).toBe(200);
  });

  it('has the relays show no more what their inspectors got', async () => {
    const { relays, all } = await two();
    const shown = async (relay: TestRelay): Promise<unknown[]> => {
      const headers = { ...relay.authorization, accept: 'application/json' };
      const { text } = await send(`${relay.url}/inspect`, { headers });
      return (JSON.parse(text) as { requests: unknown[] }).requests;
    };
    const [first] = all;
    if (first === undefined) throw new Error('no relay was started');
    await first.settled(await first.post(PERSON));
    await send(`${first.url}/inspect/try?phone=${PHONE}`, { headers: first.authorization });
    expect(await shown(first)).toHaveLength(1);

    await forget({ phone: PHONE, yes: true });
    relays.soon();
    await settled(all);
    await eventually(async () => expect(await shown(first)).toEqual([]));
  });

  it('removes nothing while something of the person is not done, and says so', async () => {
    const { crm, relays, all } = await two();
    crm.behave(() => ({ status: 503 }));
    const [first] = all;
    if (first === undefined) throw new Error('no relay was started');
    await first.post(PERSON);
    await crm.received(1);
    await settled(all);
    await expect(forget({ phone: PHONE, yes: true })).rejects.toMatchObject({ code: 'STILL_PENDING' });
    expect(await tablesWith('Umbrella')).not.toEqual([]);
    await forget({ phone: PHONE, yes: true, pending: 'flush' });
    relays.soon();
    await settled(all);
    expect(await tablesWith('Umbrella')).toEqual([]);
  });
});
