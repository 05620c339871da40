import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../acceptance-process/support/command-host.js';
import { callOf } from '../support/calls.js';
import { MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { ROOT } from './documented-commands.js';
import { inShell, wordsOf } from './shell.js';

const PAGE = readFileSync(path.join(ROOT, 'docs/maintenance.md'), 'utf8');
const CONNECT = 'npm run connect -- ';

const blocks = (kind: string): string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );

/** The commands of the two blocks: for one endpoint, and for everything. */
const [ONE = [], EVERYTHING = []] = blocks('sh').map((block) => block.trim().split('\n'));

describe('docs/maintenance.md', () => {
  it('holds what comes due, over a restart, and sends it in order and once after it', async () => {
    const dataFolder = tempFolder();
    const crm = await destination();
    const document = config({ endpoints: [endpoint('disposition', crm)] });
    const before = await runRelay({ dataFolder, config: document });
    const printed = async (command = ''): Promise<string> => {
      const words = await wordsOf(command.slice(CONNECT.length), process.env);
      const { code, stdout, stderr } = await runCommand(words, { CONNECT_DATA: dataFolder });
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
      return stdout;
    };
    const [pause, pending, resume] = ONE;

    expect(await printed(pause)).toContain('The endpoint disposition is paused: what comes due is held.');
    const first = await before.post(callOf(1, 1));
    const second = await before.post(callOf(1, 2));
    const other = await before.post(callOf(2, 3));
    await before.running.settle();
    expect(await printed(pending)).toContain('waits: the endpoint is paused since');

    await before.stop();
    const after = await runRelay({ dataFolder, clock: before.clock });
    after.advance(5 * MINUTE);
    await after.running.settle();
    expect(crm.requests).toEqual([]);

    expect(await printed(resume)).toContain('The endpoint disposition is active');
    for (const id of [first, second, other]) await after.settled(id);
    const keys = crm.requests.map(({ key }) => key);
    expect(keys.filter((key) => key !== `${other}-01`)).toEqual([`${first}-01`, `${second}-01`]);
    expect(keys).toHaveLength(3);
  });

  it('holds everything by each of its ways to say so', async () => {
    const dataFolder = tempFolder();
    const crm = await destination();
    const relay = await runRelay({ dataFolder, config: config({ endpoints: [endpoint('crm', crm)] }) });
    const real = (command: string): string =>
      command
        .replace('http://127.0.0.1:4780', relay.url)
        .replace('data/api-key', path.join(dataFolder, 'api-key'))
        .replace(/^curl /, 'curl -fsS ');
    const run = async (command: string): Promise<void> => {
      if (!command.startsWith(CONNECT)) {
        await inShell(real(command), { ...process.env });
        return;
      }
      const words = await wordsOf(command.slice(CONNECT.length), process.env);
      expect((await runCommand(words, { CONNECT_DATA: dataFolder })).code).toBe(0);
    };
    const paused = async (): Promise<unknown> =>
      (JSON.parse((await relay.api('outgoing')).text) as { paused: unknown }).paused;
    const [pause = '', resume = '', pauseByRequest = '', resumeByRequest = ''] = EVERYTHING;

    for (const [begin, end] of [
      [pause, resume],
      [pauseByRequest, resumeByRequest],
    ] as const) {
      await run(begin);
      expect(await paused()).not.toBeNull();
      await run(end);
      expect(await paused()).toBeNull();
    }
  });

  it('shows a pace and a breaker that the relay takes', async () => {
    const [pace = '', breaker = ''] = blocks('json').map((block) => `{${block}}`);
    const { endpoints } = JSON.parse(pace) as { endpoints: readonly object[] };
    const { settings } = JSON.parse(breaker) as { settings: Readonly<Record<string, unknown>> };
    const vendor = await destination();
    const relay = await runRelay({
      config: config({
        endpoints: endpoints.map((each) => ({ ...endpoint('vendor', vendor), ...each, adaptorId: 'call' })),
        settings,
      }),
    });
    expect((await relay.notifications()).map(({ kind }) => kind)).not.toContain('config-refused');
  });
});
