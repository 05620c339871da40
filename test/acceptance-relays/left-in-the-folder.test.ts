import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { welcome } from '../../relay/src/cli/welcome.js';
import { examine } from '../../relay/src/doctor/examine.js';
import type { StartWarning } from '../../relay/src/start-warnings.js';
import { DISPOSED } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { newPostgres } from '../support/store.js';

const screenOf = ({ running }: TestRelay): string => welcome(running, { dataFolder: 'data', link: null });

const warned = ({ running }: TestRelay): readonly StartWarning[] => running.warnings;

/** A data folder whose relay has kept its data there, with an action that its endpoint does not take. */
async function folderWithActionWaiting() {
  const crm = await destination(() => ({ status: 503 }));
  const dataFolder = tempFolder();
  const relay = await runRelay({ dataFolder, config: config({ endpoints: [endpoint('crm', crm)] }) });
  const id = await relay.post(DISPOSED);
  await relay.explainWhen(id, ({ actions }) => expect(actions[0]?.attempts).toHaveLength(1));
  const { clock } = relay;
  await relay.stop();
  return { crm, dataFolder, clock, at: clock.now() };
}

const doctor = (dataFolder: string, databaseUrl?: string) =>
  examine({ dataFolder, databaseUrl, port: 0, configFile: path.join(dataFolder, 'connect.json'), env: {} });

describeOnPostgres('a relay that goes from its folder to a Postgres, and back', () => {
  it('says what waits in the folder, and how it still goes out, which is so', async () => {
    const { crm, dataFolder, clock } = await folderWithActionWaiting();
    const databaseUrl = await newPostgres();
    const moved = await runRelay({ dataFolder, databaseUrl, clock });

    const [warning] = warned(moved);
    expect(warning?.code).toBe('STORE_NOT_USED');
    expect(warning?.message).toContain(`the data folder ${dataFolder} holds a database as well`);
    expect(warning?.message).toContain('1 action not sent yet');
    expect(screenOf(moved)).toContain(`! ${warning?.message}. [STORE_NOT_USED]\n  ${warning?.remedy}`);
    expect(warning?.remedy).toContain('unset DATABASE_URL, npm start -- --new');
    const said = { standing: 'doubtful', message: warning?.message, remedy: warning?.remedy };
    expect(await doctor(dataFolder, databaseUrl)).toContainEqual(expect.objectContaining(said));
    await moved.stop();

    crm.behave(() => ({ status: 200, body: '{"success":true}' }));
    const back = await runRelay({ dataFolder, clock, beginning: 'new' });
    clock.advance(60 * 60_000);
    await back.running.settle();
    expect(crm.requests).toHaveLength(2);
    await back.stop();
    const again = await runRelay({ dataFolder, databaseUrl, clock });
    expect(warned(again)).toEqual([]);
    expect(screenOf(again)).not.toContain('!');
    const found = (await doctor(dataFolder, databaseUrl)).map(({ message }) => message).join('\n');
    expect(found).not.toContain('holds a database as well');
  });

  it('goes back by --new alone, which says since when the data in the folder is old', async () => {
    const { dataFolder, clock, at } = await folderWithActionWaiting();
    await (await runRelay({ dataFolder, databaseUrl: await newPostgres(), clock })).stop();
    for (const beginning of ['as-found', 'as-is'] as const)
      await expect(runRelay({ dataFolder, clock, beginning })).rejects.toMatchObject({
        code: 'DATABASE_URL_MISSING',
        remedy: expect.stringContaining('npm start -- --new') as unknown,
      });

    const back = await runRelay({ dataFolder, clock, beginning: 'new' });
    const [warning] = warned(back);
    expect(warning?.code).toBe('POSTGRES_LEFT');
    expect(warning?.message).toContain(new Date(at).toISOString().slice(0, 16));
    expect(warning?.message).toContain(dataFolder);
    expect(screenOf(back)).toContain('[POSTGRES_LEFT]');
    await back.stop();
    expect(warned(await runRelay({ dataFolder, clock }))).toEqual([]);
  });

  it('asks for --as-is where the folder needs that as well, and goes on by it', async () => {
    const { dataFolder, clock } = await folderWithActionWaiting();
    await (await runRelay({ dataFolder, databaseUrl: await newPostgres(), clock })).stop();
    const openings = 'openings 99, log gone'.padEnd(63);
    writeFileSync(path.join(dataFolder, 'connect.mark'), `${openings}\n`);
    const refused = { code: 'STORE_OLDER', remedy: expect.stringContaining('--as-is') as unknown };
    await expect(runRelay({ dataFolder, clock, beginning: 'new' })).rejects.toMatchObject(refused);
    await expect(runRelay({ dataFolder, clock })).rejects.toMatchObject(refused);
    expect((await runRelay({ dataFolder, clock, beginning: 'as-is' })).running.warnings).toEqual([]);
  });

  it('says from which file the configuration was taken in, as it does of the sample', async () => {
    const dataFolder = tempFolder();
    const databaseUrl = await newPostgres();
    const first = await runRelay({ dataFolder, databaseUrl, config: config({ endpoints: [] }) });
    const { configFile } = first.running;
    expect(screenOf(first)).toContain(`revision 1 in the database, taken in from ${configFile}\n`);
    await first.stop();
    const second = await runRelay({ dataFolder, databaseUrl });
    expect(screenOf(second)).toContain('revision 1 in the database\n');
    expect(readFileSync(configFile, 'utf8')).toContain('endpoints');
  });
});
