import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination, type Reply } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { send } from '../support/http.js';
import { builtRelay } from './support/built.js';
import { closeAfterTest } from './support/closing.js';
import { dataFolder } from './support/folders.js';
import { deliver } from './support/hook.js';
import { runScript, startInVain, startRelayProcess, type RelayProcess } from './support/relay-process.js';
import { rowsOf } from './support/stored.js';

interface Inspected {
  readonly url: string;
  readonly idempotencyKey: string;
  readonly fields: Readonly<Record<string, unknown>> | null;
}

async function inspected({ url, authorization }: RelayProcess): Promise<Inspected[]> {
  const headers = { ...authorization, accept: 'application/json' };
  const { text } = await send(`${url}/inspect`, { headers });
  return (JSON.parse(text) as { requests: Inspected[] }).requests;
}

const curlIsHere = spawnSync('curl', ['--version']).status === 0;
if (!curlIsHere) console.warn('The printed curl line is not pasted: there is no curl on this machine.');

describe('a first start', () => {
  it('prints the catch hook, a line to paste and where to look; pasting it works, and pasting it again is a repeat', async () => {
    const port = String(await freePort());
    const relay = await startRelayProcess(dataFolder(), { PORT: port });
    const printed = relay.stdout();
    expect(printed).toContain(`catch hook      http://127.0.0.1:${port}/hooks/main\n`);
    expect(printed).toContain('npm run connect -- explain');
    expect(printed).toContain(`see what was delivered at ${relay.url}/inspect`);
    const curlLines = printed.split('\n').filter((line) => line.trim().startsWith('curl '));
    expect(curlLines).toHaveLength(1);
    if (!curlIsHere) return;

    // One right after the other: it is a repeat within ten seconds, which a busy machine takes for what is looked at below.
    const line = `${String(curlLines[0])} -sS`;
    const answer = spawnSync('bash', ['-c', `${line}; echo; ${line}`], { encoding: 'utf8' });
    expect(answer).toMatchObject({ status: 0, stderr: '' });
    const answers = answer.stdout.split('\n').map((each) => JSON.parse(each) as Record<string, unknown>);
    expect(answers.map(({ success, repeatOf }) => ({ success, isRepeat: repeatOf !== undefined }))).toEqual([
      { success: true, isRepeat: false },
      { success: true, isRepeat: true },
    ]);
    await eventually(async () => {
      const requests = await inspected(relay);
      const dispositions = requests.filter(({ url }) => url.startsWith('/inspect/disposition'));
      expect(dispositions.map(({ fields }) => fields)).toEqual([
        { voip_call_id: '14683239', disposition: 'NI' },
      ]);
      expect(requests.filter(({ url }) => url.startsWith('/inspect/stop'))).toHaveLength(1);
      expect(new Set(requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
    });
    await relay.stop();
  });

  it('writes the sample configuration for its user alone', async () => {
    const folder = dataFolder();
    const relay = await startRelayProcess(folder, { PORT: String(await freePort()) });
    expect(relay.stdout()).toContain('(a sample, just written)');
    for (const file of ['connect.json', 'hook-secret', 'api-key', 'running.json'])
      expect({ file, mode: statSync(path.join(folder, file)).mode & 0o777 }).toEqual({ file, mode: 0o600 });
    await relay.stop();
  });

  it('on a port in use says so and what to do, and the remedy leads to a sample that works', async () => {
    const [taken, free] = [await occupiedPort(), String(await freePort())];
    const folder = dataFolder();

    const refused = await startInVain(folder, { PORT: taken });
    expect(refused).toMatchObject({ code: 1, stdout: expect.not.stringContaining('is running') });
    expect(refused.stderr).toContain(`port ${taken} on 127.0.0.1 is in use`);
    expect(refused.stderr).toContain(`PORT=${Number(taken) + 1} npm start`);
    expect(refused.stderr).toContain(
      'The sample configuration, which that start writes, leads to the port that it has.',
    );
    expect(refused.stderr).toContain('[PORT_IN_USE]');
    expect(refused.stderr).not.toMatch(/^ +at /m);

    const relay = await startRelayProcess(folder, { PORT: free });
    const secret = readFileSync(path.join(folder, 'hook-secret'), 'utf8').trim();
    await deliver(relay, callOf(42, 'after-all'), { headers: { 'x-connect-secret': secret } });
    await eventually(async () => {
      const fields = (await inspected(relay)).map((request) => request.fields);
      expect(fields).toContainEqual({ voip_call_id: 'after-all', disposition: 'NI' });
    });
    await relay.stop();
  });

  it('on a port in use says that the sample of before leads there still, and how it follows', async () => {
    const port = await freePort();
    const folder = dataFolder();
    await (await startRelayProcess(folder, { PORT: String(port) })).stop();
    const other = await startRelayProcess(dataFolder(config({ endpoints: [] })), { PORT: String(port) });

    const refused = await startInVain(folder, { PORT: String(port) });
    expect(refused.stderr).toContain(
      `"Start", "Stop", "Disposition" lead to http://127.0.0.1:${port}/inspect, and what uses the port would be sent the data of the leads`,
    );
    expect(refused.stderr).toContain(`Put ${port + 1} in the place of ${port} in the configuration`);
    expect(refused.stderr).toContain('[PORT_IN_USE]');

    // What has no sample is told nothing of one.
    const ofNoSample = await startInVain(dataFolder(config({ endpoints: [] })), { PORT: String(port) });
    expect(ofNoSample.stderr).not.toContain('sample');
    await other.stop();
  });

  it('refuses a port that is none, without touching the data folder', async () => {
    const folder = path.join(dataFolder(), 'data');
    const refused = await startInVain(folder, { PORT: 'http' });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('PORT is "http"');
    expect(refused.stderr).toContain('[BAD_PORT]');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a data folder', () => {
  it('serves one relay: a second one refuses to start, and the first goes on', async () => {
    const crm = await destination();
    const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
    const relay = await startRelayProcess(folder);

    const second = await startInVain(folder);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain(`another relay is running on the data folder ${folder}`);
    expect(second.stderr).toContain('CONNECT_DATA');
    expect(second.stderr).toContain('[DATA_FOLDER_IN_USE]');
    expect(second.stderr).not.toMatch(/^ +at /m);

    await deliver(relay, callOf(42));
    await crm.received(1);
    await relay.stop();
  });

  it('is free again at once after a relay was killed', async () => {
    const crm = await destination();
    const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
    await (await startRelayProcess(folder)).kill();

    const relay = await startRelayProcess(folder);
    expect(await relay.stop()).toMatchObject({ code: 0 });
  });
});

describe('SIGTERM', () => {
  it('lets an attempt under way end, settles it, and ends with code 0', async () => {
    const crm = await destination();
    const letAnswer = answerOnDemand(crm);
    const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
    const relay = await startRelayProcess(folder);
    const id = await deliver(relay, callOf(42));
    await crm.received(1);

    const ended = relay.stop();
    await eventually(() =>
      expect(relay.log().map(({ msg }) => msg)).toContainEqual(expect.stringContaining('SIGTERM')),
    );
    letAnswer();

    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    expect(rowsOf(folder, 'actions')).toMatchObject([{ id: `${id}-01`, state: 'done', attempts: 1 }]);
    expect(rowsOf(folder, 'attempts')).toMatchObject([{ outcome: 'delivered', status: 200 }]);
    await crm.received(1);
  });

  it('leaves what was not begun for the next start', async () => {
    const crm = await destination();
    const letAnswer = answerOnDemand(crm);
    const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
    const relay = await startRelayProcess(folder);
    await deliver(relay, callOf(42, 'first'));
    await deliver(relay, callOf(42, 'second'));
    await crm.received(1);
    const ended = relay.stop();
    await eventually(() =>
      expect(relay.log().map(({ msg }) => msg)).toContainEqual(expect.stringContaining('SIGTERM')),
    );
    letAnswer();
    await ended;
    await crm.received(1);

    const next = await startRelayProcess(folder);
    const requests = await crm.received(2);
    expect(requests.map(({ body }) => (JSON.parse(body) as { call: string }).call)).toEqual([
      'first',
      'second',
    ]);
    await next.stop();
  });
});

/** The destination holds its answers until the function that this gives is called. */
function answerOnDemand(crm: Awaited<ReturnType<typeof destination>>): () => void {
  let answer: (reply: Reply) => void = () => undefined;
  const held = new Promise<Reply>((resolve) => (answer = resolve));
  crm.behave(() => held);
  return () => answer(ACCEPTED);
}

async function occupiedPort(): Promise<string> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterTest(() => void server.close());
  const address = server.address();
  return String(typeof address === 'object' ? address?.port : address);
}

describe('the command line', () => {
  it('explains itself', async () => {
    const help = await runScript([builtRelay('program/main.js'), '--help'], {});
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('start');
    expect(help.stdout).toContain('explain');
  });

  it('says of a command that there is not what it is, also to whoever asks for its help', async () => {
    const run = (...words: string[]) => runScript([builtRelay('program/main.js'), ...words], {});
    const unknown = {
      code: 1,
      stdout: '',
      stderr: "error: unknown command 'secrt'\n(Did you mean secret?)\n",
    };
    expect(await run('secrt')).toEqual(unknown);
    expect(await run('help', 'secrt')).toEqual(unknown);
    expect(await run('secret', 'help', 'nope')).toMatchObject({
      code: 1,
      stderr: "error: unknown command 'nope'\n",
    });
    const known = await run('help', 'secret');
    expect(known).toMatchObject({ code: 0, stderr: '' });
    expect(known.stdout).toContain('Usage: connect secret ');
  });
});
