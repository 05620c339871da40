import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SECRETS, documentOf } from '../acceptance-doctor/doctor.js';
import { dataFolder } from '../acceptance-process/support/folders.js';
import { convoso } from '../stand-ins/convoso/convoso.js';
import { ROOT, documentedCommands, localLinks, namedBenches } from './documented-commands.js';
import { addFollowUp, call, pendingAction } from './follow-up.js';
import { startByCommand, type RelayByCommand } from './running-relay.js';

const run = promisify(execFile);

describe('the commands of the documentation', () => {
  let relay: RelayByCommand | undefined;
  let id: string;
  let newFile: string;

  beforeAll(async () => {
    relay = await startByCommand('npm start');
    newFile = await addFollowUp(relay);
    id = await call(relay);
  });
  afterAll(() => relay?.stop());

  const commands = documentedCommands();
  const inAccount = commands.filter(({ command }) => /^npm run connect -- (statuses|doctor)\b/.test(command));
  const asked = commands.filter(
    (each) => /^(npm run connect|curl) /.test(each.command) && !inAccount.includes(each),
  );
  const starts = commands.filter(({ command }) => command.endsWith('npm start'));
  const benches = commands.filter(({ command }) => command.endsWith('npm run bench -- durable-path'));
  const runHere = [...asked, ...inAccount, ...starts, ...benches];
  const rest = commands.filter((each) => !runHere.includes(each));

  it.each(asked)('$page: $command', async ({ command }) => {
    const real = command
      .replace('<id>', id)
      .replace('<action>', command.includes('<action>') && relay ? await pendingAction(relay) : '')
      .replace('new.json', newFile)
      .replace('http://127.0.0.1:4780', relay?.url ?? '')
      .replace(/^curl /, 'curl -fsS ');
    const { stdout } = await run('bash', ['-c', real], { cwd: ROOT, env: relay?.env });
    expect(stdout.trim()).not.toBe('');
  });

  it.each(inAccount)('$page: $command', async ({ command }) => {
    const folder = dataFolder(documentOf(await convoso()));
    const env = { ...process.env, ...SECRETS, CONNECT_DATA: folder };
    const { stdout } = await run('bash', ['-c', command], { cwd: ROOT, env });
    expect(stdout).toMatch(/The account has 4 statuses|Convoso accepts the token/);
  });

  it.each(starts)('$page: $command', async ({ command }) => {
    const started = await startByCommand(command);
    expect(started.output()).toContain("curl '");
    expect((await fetch(`${started.url}/readyz`)).status).toBe(200);
    await started.stop();
  });

  it('are otherwise the test command, which runs this', () => {
    expect(new Set(rest.map(({ command }) => command))).toEqual(new Set(['npm test']));
    expect(readFileSync(path.join(ROOT, '.ci/run'), 'utf8')).toContain('check npm test');
  });

  it.each(namedBenches())('npm run bench -- %s prints what it is compared with', async (name) => {
    const env = { ...process.env, EVENTS: '100', SECONDS: '1', ROWS: '2000', ROUNDS: '2', LEADS: '2000' };
    // The exit code says whether this machine is fast enough, and that is not the question here.
    const { stdout } = await run('bash', ['-c', `npm run bench -- ${name}; true`], { cwd: ROOT, env });
    expect(stdout).toMatch(/expected:? at (least|most) \d/);
  });

  it.each(benches)('$page: $command', async ({ command }) => {
    // On the Node that is there, so that nothing is brought from npm; Node-RED then runs where that is 22.9 or newer.
    const short = { ON_NODE: 'own', EVENTS: '100', ROUNDS: '1', SECONDS: '1', BACKLOG: '50' };
    const env = { PEERS: 'forwarder,fsync-only,relay', RATES: '500', ...process.env, ...short };
    const { stdout } = await run('bash', ['-c', command], { cwd: ROOT, env });
    for (const said of printedBy(command)) expect(stdout).toMatch(said);
  });
});

/** What a form of the bench is run for: its ratios, or where the time went. */
function printedBy(command: string): RegExp[] {
  const throughput = /relay \/ forwarder, events\/s: +\d+\.\d\d +\(expected/;
  const answers = /relay \/ fsync-only, p99 at \d+\/s: +\d+\.\d\d +\(expected/;
  const withBacklog = /relay \/ fsync-only, p99 at 2000\/s, with the backlog: +\d+\.\d\d +\(expected/;
  if (command.includes('PROFILE=1')) return [/^SQLite: commit \(fsync\) +\d+/m, /^commit +\d+/m];
  if (command.includes('PARTS=open')) return [answers];
  return [throughput, answers, withBacklog];
}

describe('the links of the documentation', () => {
  it.each(localLinks())('$page → $target', ({ target }) => {
    expect(existsSync(path.join(ROOT, target))).toBe(true);
  });
});
