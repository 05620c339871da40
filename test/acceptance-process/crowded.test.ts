import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { builtRelay } from './support/built.js';
import { closeAfterTest } from './support/closing.js';
import { dataFolder } from './support/folders.js';
import { deliver } from './support/hook.js';
import { startByScript, startRelayProcess } from './support/relay-process.js';

const DESCRIPTORS = 256;

/** Opens connections and says something on each, a batch at a time; whoever is on the other side may close them. */
async function crowd(port: number, count: number, words: string): Promise<void> {
  const sockets: Socket[] = [];
  closeAfterTest(() => {
    for (const socket of sockets) socket.destroy();
  });
  for (let opened = 0; opened < count; opened += 100) {
    await Promise.all(
      Array.from({ length: 100 }, () => {
        const socket = connect(port, '127.0.0.1');
        sockets.push(socket);
        return new Promise<void>((resolve) => {
          socket.once('connect', () => {
            socket.write(words);
            resolve();
          });
          socket.on('error', () => resolve());
          socket.on('close', () => resolve());
        });
      }),
    );
  }
}

const canLimit = spawnSync('prlimit', ['--version']).status === 0;
if (!canLimit) console.warn('Not tested with few file descriptors: there is no prlimit on this machine.');

describe('a relay with 256 file descriptors', () => {
  it('C7: answers a genuine call beside 10,000 idle and 400 half-sent connections, and says what is closed', async () => {
    if (!canLimit) return;
    const folder = dataFolder(config({ endpoints: [] }));
    const [modules, main] = [builtRelay('program/command-line.js'), builtRelay('program/main.js')];
    const script = ['-e', LIMITED, String(DESCRIPTORS), modules, main];
    const relay = await startByScript(script, { PORT: '0', CONNECT_DATA: folder });
    const port = Number(new URL(relay.url).port);
    const half = 'POST /hooks/main HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n';

    await crowd(port, 10_000, '');
    await deliver(relay, callOf(1));
    await crowd(port, 400, `${half}${'x'.repeat(60_000)}`);
    await deliver(relay, callOf(2));

    await eventually(() =>
      expect(relay.log().map(({ msg }) => msg)).toContainEqual(
        expect.stringContaining('connections were closed for others, because 128 were open at once'),
      ),
    );
    expect(relay.log().filter(({ msg }) => msg.includes('connections were closed')).length).toBeLessThan(10);
  });
});

describe('a relay whose file descriptors run out', () => {
  it('C7: says so in its log, once, with the remedy', async () => {
    if (!canLimit) return;
    const relay = await startRelayProcess(dataFolder(config({ endpoints: [] })));
    const open = readdirSync(`/proc/${relay.pid}/fd`).length;
    spawnSync('prlimit', ['--pid', String(relay.pid), `--nofile=${open + 5}:${open + 5}`]);
    const told = () => relay.log().filter(({ msg }) => msg.includes('raise the limit of open files'));
    await eventually(() => expect(told()).toHaveLength(1));
    await deliver(relay, callOf(1));
    expect(told().length).toBeLessThanOrEqual(2);
  });
});

/** Node opens more files than that at once to load modules: the limit is set when they are loaded, before the start. */
const LIMITED = `
const [limit, modules, main] = process.argv.slice(1);
const { spawnSync } = require('node:child_process');
import(modules).then(() => {
  spawnSync('prlimit', ['--pid', String(process.pid), '--nofile=' + limit + ':' + limit]);
  process.argv = [process.execPath, 'start'];
  return import(main);
});
`;
