import { cpSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config, endpoint } from '../support/config.js';
import { dataFolder } from './support/folders.js';
import { connect, startRelayProcess } from './support/relay-process.js';

const KEY = 'a-key-that-several-relays-share';

/** A relay at work, a copy of its data folder, and a shell that has its `PORT` and key. */
async function copied() {
  const folder = dataFolder(config({ endpoints: [endpoint('crm', { url: 'https://crm.example.test' })] }));
  const relay = await startRelayProcess(folder, { CONNECT_API_KEY: KEY });
  const copy = path.join(dataFolder(), 'restored');
  cpSync(folder, copy, { recursive: true });
  const shell = { PORT: new URL(relay.url).port, CONNECT_API_KEY: KEY };
  return { folder, copy, shell, relay };
}

describe('a command on a data folder on which no relay runs', () => {
  it('changes no relay that runs on another one, whatever port and key the shell has; it once did on a restored copy', async () => {
    const { folder, copy, shell } = await copied();
    await connect(copy, ['secret', 'set', 'ONLY_IN_THE_COPY', '--from-stdin'], shell);
    const ofRelay = await connect(folder, ['secret', 'list'], shell);
    expect(ofRelay).toMatchObject({ code: 0, stdout: expect.not.stringContaining('ONLY_IN_THE_COPY') });

    const paused = await connect(copy, ['pause', '--endpoint', 'crm'], shell);
    expect(paused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`no relay runs on the data folder ${copy}`),
    });
    expect(paused.stderr).toMatch(/leave it out, name the relay with HOST and PORT.*\[RELAY_NOT_RUNNING\]/);
    expect((await connect(copy, ['status'], shell)).stdout).toContain('The relay is not running');
    expect((await connect(folder, ['status'], shell)).stdout).not.toContain('paused');
  });

  it('on which one runs asks that one, also where PORT names another', async () => {
    const { folder } = await copied();
    const listed = await connect(folder, ['pending'], { PORT: '1' });
    expect(listed).toMatchObject({ code: 0, stderr: '' });
  });
});
