import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { textOfSample } from '../../relay/src/config/sample.js';
import { DISPOSED } from '../support/calls.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { tempFolder, type TestRelay } from '../support/relay.js';
import { keepingLog } from './keeping-log.js';
import { OnOneDatabase } from './on-one-database.js';

const REAL = config({ endpoints: [], hooks: [{ id: 'real' }] });

const hooksOf = ({ running }: TestRelay): string[] =>
  running.keeper.current.resolved.hooks.map(({ id }) => id);

const secretOf = ({ running }: TestRelay): string =>
  running.keeper.current.resolved.hooks[0]?.secret ?? 'none';

/** Waits until each of them runs what the file says. */
async function runReal(relays: OnOneDatabase, all: readonly TestRelay[]): Promise<void> {
  relays.soon();
  await eventually(() => expect(all.map(hooksOf)).toEqual(all.map(() => ['real'])));
}

describeOnPostgres('the sample of one relay and the file of another', (database) => {
  it('end with the file at all that start together on an empty database, whoever was first', async () => {
    for (const order of ['sample first', 'file first']) {
      const relays = await OnOneDatabase.empty(database);
      const setups = [{}, { config: REAL }, {}];
      if (order === 'file first') setups.reverse();
      await runReal(relays, await Promise.all(setups.map((setup) => relays.start(setup))));
    }
  });

  it('end with the file where that comes when the sample stands there already, and it says that it took it in', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({});
    expect(first.running.takenIn).toBe('sample');
    const { log, said } = keepingLog();

    const second = await relays.start({ config: REAL, log });

    expect(hooksOf(second)).toEqual(['real']);
    expect(second.running.takenIn).toBe('file');
    expect([...said.keys()]).not.toContain('CONFIG_FILE_NOT_USED');
    await runReal(relays, [first, second]);
    const { text } = await second.api('audit?what=config.accept');
    expect(JSON.parse(text)).toMatchObject({
      changes: [{ before: { revision: 1 }, after: { revision: 2 } }, { after: { revision: 1 } }],
    });
  });

  it('end with the file where the sample came in a file of before, which names a secret that no other relay has', async () => {
    const relays = await OnOneDatabase.empty(database);
    const dataFolder = tempFolder();
    writeFileSync(path.join(dataFolder, 'hook-secret'), 'sample-secret-of-before');
    const sample: unknown = JSON.parse(textOfSample(4780, 'file:hook-secret'));
    const first = await relays.start({ dataFolder, config: sample });
    expect([hooksOf(first), first.running.takenIn]).toEqual([['main'], 'file']);

    await runReal(relays, [first, await relays.start({ config: REAL })]);
  });

  it('end with what is there once a call has come in by the sample, which is told beside the file', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({});
    await first.post(DISPOSED, `main?secret=${secretOf(first)}`);
    const { log, said } = keepingLog();

    const second = await relays.start({ config: REAL, log });

    expect(hooksOf(second)).toEqual(['main']);
    expect(second.running.takenIn).toBeNull();
    expect(said.get('CONFIG_FILE_NOT_USED')).toContain('config put');
  });

  it('end with what somebody has made of the sample', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({});
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
    const { config: document } = JSON.parse((await first.api('config')).text) as { config: object };
    const body = JSON.stringify({ ...document, statuses: [{ status: 'NI', name: 'Not Interested' }] });
    expect((await first.api('config', { method: 'PUT', headers, body })).status).toBe(200);

    const second = await relays.start({ config: REAL });

    expect(hooksOf(second)).toEqual(['main']);
    const same = JSON.stringify(document);
    await first.api('config', { method: 'PUT', headers: { ...headers, 'if-match': '"2"' }, body: same });
    expect(hooksOf(await relays.start({ config: REAL }))).toEqual(['main']);
  });

  it('say nothing of the sample that the first one left in its folder, which nobody wants in the place of the file', async () => {
    const relays = await OnOneDatabase.empty(database);
    const dataFolder = tempFolder();
    const first = await relays.start({ dataFolder });
    await relays.start({ config: REAL });
    await first.stop();
    expect(existsSync(path.join(dataFolder, 'connect.json'))).toBe(true);
    const { log, said } = keepingLog();

    const again = await relays.start({ dataFolder, log });

    expect(hooksOf(again)).toEqual(['real']);
    expect([...said.keys()]).not.toContain('CONFIG_FILE_NOT_USED');
  });

  it('refuse the start with a file that has a mistake, as where no sample were there', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({});
    await expect(relays.start({ config: { version: 1, hoks: [] } })).rejects.toMatchObject({
      code: 'CONFIG_REFUSED',
    });
    expect(hooksOf(first)).toEqual(['main']);
  });
});
