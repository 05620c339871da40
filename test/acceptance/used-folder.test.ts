import { rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { DISPOSED } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { ofEmbedded } from '../support/embedded.js';

ofEmbedded('where no database is in the folder').describe('a data folder that has been used', () => {
  it('never gets the sample in place of a configuration that was deleted', async () => {
    const crm = await destination();
    const dataFolder = tempFolder();
    const before = await runRelay({ dataFolder, config: config({ endpoints: [endpoint('crm', crm)] }) });
    await before.stop();
    rmSync(path.join(dataFolder, 'connect.json'));

    const relay = await runRelay({ dataFolder });

    expect(relay.running.wroteSample).toBe(false);
    await relay.settled(await relay.post(DISPOSED));
    expect(crm.at('/crm')).toHaveLength(1);
    expect((await relay.notice('config-refused')).message).toContain('there is no configuration file');
  });

  it("is for its owner's eyes only", async () => {
    const dataFolder = path.join(tempFolder(), 'data');
    await runRelay({ dataFolder });
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(dataFolder, 'connect.sqlite')).mode & 0o777).toBe(0o600);
  });

  it('is free again, and without a trace, after a start that failed on its port', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const dataFolder = tempFolder();
    await expect(runRelay({ dataFolder, port })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    const relay = await runRelay({ dataFolder });
    expect(relay.running.wroteSample).toBe(true);
    taken.close();
  });
});
