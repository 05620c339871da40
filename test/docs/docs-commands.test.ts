import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SECRETS, documentOf } from '../acceptance-doctor/doctor.js';
import { runCommand } from '../acceptance-process/support/command-host.js';
import type { Env } from '../acceptance-process/support/environment.js';
import { dataFolder } from '../acceptance-process/support/folders.js';
import { convoso } from '../stand-ins/convoso/convoso.js';
import { ROOT, documentedCommands, isBench, localLinks, withoutNpm } from './documented-commands.js';
import { addFollowUp, call, pendingAction } from './follow-up.js';
import { heldOne } from './held-one.js';
import { startByCommand, type RelayByCommand } from './running-relay.js';
import { inShell, wordsOf } from './shell.js';

const CONNECT = 'npm run connect -- ';

/**
 * What a command of the relay's command line prints. A shell makes words of it, and the built command line carries them
 * out in one process with the others: a process for each would take a second each.
 */
async function printedByConnect(command: string, env: Env): Promise<string> {
  const words = await wordsOf(command.slice(CONNECT.length), process.env);
  const { code, stdout, stderr } = await runCommand(words, env);
  if (code !== 0) throw new Error(`"${command}" ended with ${String(code)}:\n${stdout}${stderr}`);
  return stdout;
}

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
  // Run by alerts-page.test.ts, while something fails.
  const alerts = commands.filter(({ page }) => page === path.join('docs', 'alerts.md'));
  const asked = commands.filter(
    (each) =>
      /^(npm run connect|curl) /.test(each.command) && !inAccount.includes(each) && !alerts.includes(each),
  );
  const starts = commands.filter(({ command }) => command.endsWith('npm start'));
  const benches = commands.filter(({ command }) => isBench(command));
  const packing = commands.filter(({ command }) => /^npm (run build|pack)\b/.test(command));
  const known = [...asked, ...inAccount, ...alerts, ...starts, ...benches, ...packing];
  const rest = commands.filter((each) => !known.includes(each));

  it.each(asked)('$page: $command', async ({ page, command }) => {
    const real = command
      .replace('<id>', id)
      .replace('<action>', command.includes('<action>') && relay ? await pendingAction(relay) : '')
      .replace('<hold>', command.includes('<hold>') && relay ? await heldOne(relay) : '')
      .replace('new.json', newFile)
      .replace('http://127.0.0.1:4780', relay?.url ?? '')
      .replace('data/api-key', path.join(relay?.env['CONNECT_DATA'] ?? '', 'api-key'))
      .replace(/^curl /, 'curl -fsS ')
      .replace(/ secret set \S+$/, '$& <<< planted-and-piped-in');
    const data = relay?.env['CONNECT_DATA'] ?? '';
    // Those of the first page as they stand; they show that npm hands on what is given behind the two dashes.
    const inProcess = page !== 'README.md' && real.startsWith(CONNECT) && !real.includes('<<<');
    const printed = inProcess
      ? await printedByConnect(real, { CONNECT_DATA: data })
      : await inShell(page === 'README.md' ? real : withoutNpm(real), { ...relay?.env });
    expect(printed.trim()).not.toBe('');
  });

  it.each(inAccount)('$page: $command', async ({ command }) => {
    const folder = dataFolder(documentOf(await convoso()));
    expect(await printedByConnect(command, { ...SECRETS, CONNECT_DATA: folder })).toMatch(
      /The account has 4 statuses|Convoso accepts the token/,
    );
  });

  it.each(starts)('$page: $command', async ({ command }) => {
    const started = await startByCommand(command);
    expect(started.output()).toContain("curl '");
    expect((await fetch(`${started.url}/readyz`)).status).toBe(200);
    await started.stop();
  });

  it('make the packages, in the order in which they stand', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'packed-'));
    // The build of everything was made before this, and made anew it would take from other tests what they start.
    for (const { command } of packing.filter((each) => each.command !== 'npm run build'))
      await inShell(command.replace(/^npm pack/, `$& --pack-destination '${folder}'`), process.env);
    expect(readdirSync(folder).sort()).toEqual([
      'convoso-connect-core-0.1.0.tgz',
      'convoso-connect-receiver-0.1.0.tgz',
      'n8n-nodes-convoso-connect-0.1.0.tgz',
    ]);
  });

  it('are otherwise the test command, which runs this; the benches run in a file of their own', () => {
    expect(new Set(rest.map(({ command }) => command))).toEqual(new Set(['npm test']));
    expect(readFileSync(path.join(ROOT, '.ci/run'), 'utf8')).toContain('check npm test');
  });
});

describe('the links of the documentation', () => {
  it.each(localLinks())('$page → $target', ({ target }) => {
    expect(existsSync(path.join(ROOT, target))).toBe(true);
  });
});
