import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { callOf } from '../support/calls.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { tempFolder, type TestRelay } from '../support/relay.js';
import { keepingLog } from './keeping-log.js';
import { OnOneDatabase } from './on-one-database.js';

const SET_UP = { config: config({ endpoints: [] }) };
const REFERRING = config({
  endpoints: [],
  hooks: [{ id: 'main', secret: { secretRef: 'store:HOOK' } }],
});
const json = (body: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const setSecret = async (relay: TestRelay): Promise<number> =>
  (await relay.api('secrets/HOOK', { method: 'PUT', ...json({ secret: 'of-the-hook' }) })).status;

const fileIn = (folder: string): string => path.join(folder, 'secrets-key');

describeOnPostgres('the key of the stored secrets of relays on one database', (database) => {
  it('is the same for all, by CONNECT_SECRETS_KEY or as a file', async () => {
    const relays = await OnOneDatabase.empty(database);
    const [ours, theirs] = [tempFolder(), tempFolder()];
    const first = await relays.start({ ...SET_UP, dataFolder: ours });
    expect(await setSecret(first)).toBe(200);
    await first.reload(REFERRING);
    const secretsKey = readFileSync(fileIn(ours), 'utf8').trim();
    copyFileSync(fileIn(ours), fileIn(theirs));
    for (const each of [{ secretsKey }, { dataFolder: theirs }]) {
      const relay = await relays.start(each);
      await relay.post(callOf(1, 1), 'main?secret=of-the-hook');
    }
    expect(JSON.stringify(await database.rows('select * from shared_keys'))).not.toContain(secretsKey);
  });

  it.each([
    ['none', undefined, 'SEAL_KEY_MISSING'],
    ['another one', Buffer.alloc(32, 7).toString('base64url'), 'SEAL_KEY_ALTERED'],
    ['something that is no key', 'not a key', 'BAD_SECRETS_KEY'],
  ])(
    'keeps a relay that has %s from starting, in words that say what to hand over',
    async (_, secretsKey, code) => {
      const relays = await OnOneDatabase.empty(database);
      const first = await relays.start(SET_UP);
      expect(await setSecret(first)).toBe(200);
      await expect(relays.start({ secretsKey })).rejects.toMatchObject({
        code,
        remedy: expect.stringContaining('secrets-key') as unknown,
      });
    },
  );

  it('is that of the relay that encrypts something first; one with another key encrypts nothing', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start(SET_UP);
    const { log, said } = keepingLog();
    const second = await relays.start({ log });
    expect(await setSecret(first)).toBe(200);
    const url = 'http://127.0.0.1:9/none';
    const subscribing = await second.api('subscriptions', {
      method: 'POST',
      ...json({ url, topics: ['call.event'] }),
    });
    expect(subscribing.text).toContain('SEAL_KEY_MISSING');
    expect(await setSecret(second)).toBe(409);
    relays.soon();
    await eventually(() => expect(said.get('SEAL_KEY_MISSING')).toContain('CONNECT_SECRETS_KEY'));
    expect((await second.notice('not-ready')).message).toContain('CONNECT_SECRETS_KEY');
  });

  it('may be lost where nothing was ever encrypted with it', async () => {
    const relays = await OnOneDatabase.empty(database);
    const dataFolder = tempFolder();
    const first = await relays.start({ ...SET_UP, dataFolder });
    await first.stop();
    rmSync(fileIn(dataFolder), { force: true });
    await relays.start({});
  });
});
