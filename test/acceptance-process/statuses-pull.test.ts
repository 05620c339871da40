import { chmodSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { TOKEN, convoso, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import type { Ended } from './support/environment.js';
import { dataFolder } from './support/folders.js';
import { api } from './support/hook.js';
import { connect, startRelayProcess } from './support/relay-process.js';

type Json = Record<string, unknown>;

const flags = {
  final: false,
  reached: false,
  success: false,
  dnc: false,
  callback: false,
  contact: false,
  voicemail: false,
};

const account = ({ baseUrl }: Pick<ConvosoStandIn, 'baseUrl'>): Json => ({
  timeZone: 'America/New_York',
  authToken: { secretRef: 'env:TOKEN' },
  apiBaseUrl: baseUrl,
});

/** A document in an order of its own, without defaults. */
const documentOf = (standIn: Pick<ConvosoStandIn, 'baseUrl'>, parts: Json = {}): Json => {
  const { version, hooks, settings } = config({ endpoints: [] });
  return { settings, version, account: account(standIn), ...parts, hooks };
};

const pull = (folder: string, args: readonly string[] = [], env = {}): Promise<Ended> =>
  connect(folder, ['statuses', 'pull', ...args], { TOKEN, ...env });

const fileOf = (folder: string): string => path.join(folder, 'connect.json');
const textOf = (folder: string): string => readFileSync(fileOf(folder), 'utf8');

describe('connect statuses pull', () => {
  it("writes the account's table behind the account, and leaves all else as it is, in its order", async () => {
    const standIn = await convoso();
    const document = documentOf(standIn);
    const folder = dataFolder(document);
    chmodSync(fileOf(folder), 0o640);

    const { code, stdout, stderr } = await pull(folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('The account has 4 statuses: 4 new, 0 changed, 0 gone.');
    expect(stdout).toContain('  new      SALE    Sale   final, reached, success, contact\n');
    expect(stdout).toContain(`Written to ${fileOf(folder)}.`);

    const written = JSON.parse(textOf(folder)) as Json;
    expect(Object.keys(written)).toEqual(['settings', 'version', 'account', 'statuses', 'hooks']);
    expect(written).toEqual({ ...document, statuses: written['statuses'] });
    expect(written['statuses']).toContainEqual({
      ...flags,
      status: 'NI',
      name: 'Not Interested',
      final: true,
      reached: true,
      contact: true,
    });
    expect(textOf(folder)).toBe(`${JSON.stringify(written, null, 2)}\n`);
    expect(statSync(fileOf(folder)).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['connect.json']);
  });

  it('tells what is new, changed and gone, and replaces the table in its place', async () => {
    const standIn = await convoso();
    const statuses = [
      { status: 'NI', name: 'No Interest', ...flags, reached: true, contact: true },
      { status: 'OLD', name: 'Former' },
      { status: 'NEW', name: 'New Lead' },
      { status: 'A', name: 'Answering Machine' },
    ];
    const folder = dataFolder({ statuses, ...documentOf(standIn) });

    const { stdout } = await pull(folder);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'The account has 4 statuses: 1 new, 1 changed, 1 gone.',
      '  new      SALE    Sale   final, reached, success, contact',
      '  changed  NI      Not Interested   was called "No Interest", final is on now',
      '  gone     OLD     Former   Convoso has it no more',
    ]);
    expect(Object.keys(JSON.parse(textOf(folder)) as Json)[0]).toBe('statuses');
  });

  it('writes nothing where nothing has changed', async () => {
    const folder = dataFolder(documentOf(await convoso()));
    await pull(folder);
    const before = statSync(fileOf(folder));

    const { code, stdout } = await pull(folder);
    expect(code).toBe(0);
    expect(stdout).toBe('The account has 4 statuses: all of them as in the configuration.\n');
    expect(statSync(fileOf(folder))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  it('with --print shows the table, and writes nothing', async () => {
    const folder = dataFolder(documentOf(await convoso()));
    const before = textOf(folder);
    const { stdout } = await pull(folder, ['--print']);
    expect(stdout).toContain('4 new');
    expect(stdout).toMatch(/^ +NEW +New Lead$/m);
    expect(stdout).toContain('Nothing was written.');
    expect(textOf(folder)).toBe(before);
  });

  it('is taken over by the running relay, by itself', async () => {
    const folder = dataFolder(documentOf(await convoso()));
    const relay = await startRelayProcess(folder, { TOKEN });
    await pull(folder);
    await eventually(async () => {
      const { config: running } = await api<{ config: { statuses: unknown[] } }>(relay, 'config');
      expect(running.statuses).toHaveLength(4);
    });
    await relay.stop();
  });

  it('reads a table of hundreds of statuses in full', async () => {
    const standIn = await convoso();
    for (let index = 0; index < 600; index += 1) {
      standIn.account.addStatus({ status: `S${index}`, name: `Status number ${index} of a large account` });
    }
    const folder = dataFolder(documentOf(standIn));
    expect((await pull(folder)).stdout).toContain('The account has 604 statuses');
    expect((JSON.parse(textOf(folder)) as { statuses: unknown[] }).statuses).toHaveLength(604);
  });

  it('follows a link to the file, and leaves the link', async () => {
    const real = dataFolder(documentOf(await convoso()));
    const folder = dataFolder();
    symlinkSync(fileOf(real), fileOf(folder));
    expect(await pull(folder)).toMatchObject({ code: 0 });
    expect(textOf(real)).toContain('"SALE"');
    expect(readdirSync(folder, { withFileTypes: true })[0]?.isSymbolicLink()).toBe(true);
  });

  it('takes the file that CONNECT_CONFIG names', async () => {
    const folder = dataFolder(documentOf(await convoso()));
    const ended = await pull(dataFolder(), [], { CONNECT_CONFIG: fileOf(folder) });
    expect(ended.stdout).toContain(`Written to ${fileOf(folder)}.`);
  });
});

describe('connect statuses pull, in vain', () => {
  const refusedWith = async (folder: string, code: string, env = {}): Promise<string> => {
    const before = readdirSync(folder).includes('connect.json') ? textOf(folder) : null;
    const ended = await pull(folder, [], env);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`[${code}]`);
    expect(ended.stderr).not.toMatch(/^ +at /m);
    if (before !== null) expect(textOf(folder)).toBe(before);
    return ended.stderr;
  };

  it('says that the account has no token, and where to take one from', async () => {
    const folder = dataFolder(config({ endpoints: [] }));
    expect(await refusedWith(folder, 'NO_TOKEN')).toContain('API → Authorization Token');
  });

  it('says that there is nothing behind the reference to the token', async () => {
    const folder = dataFolder(documentOf(await convoso()));
    expect(await refusedWith(folder, 'MISSING_TOKEN', { TOKEN: '' })).toContain('nothing behind env:TOKEN');
  });

  it('needs no other secret than the token', async () => {
    const standIn = await convoso();
    const hooks = [{ id: 'main', secret: { secretRef: 'env:ELSEWHERE' } }];
    expect(await pull(dataFolder({ ...documentOf(standIn), hooks }))).toMatchObject({ code: 0, stderr: '' });
  });

  it('says that Convoso refuses the token, and never shows it', async () => {
    const folder = dataFolder(documentOf(await convoso()));
    const wrong = 'a-token-of-somebody-else';
    const told = await refusedWith(folder, 'CONVOSO_TOKEN_INVALID', { TOKEN: wrong });
    expect(told).toContain('the auth token is not valid');
    expect(told).not.toContain(wrong);
  });

  it('says that the token has no right to the endpoint, and where to give it', async () => {
    const standIn = await convoso({ rights: { [TOKEN]: ['leads/search'] } });
    const told = await refusedWith(dataFolder(documentOf(standIn)), 'CONVOSO_FORBIDDEN');
    expect(told).toContain('status/search was refused: the auth token has no right to it');
    expect(told).toContain('Enable this endpoint for the token');
  });

  it('says that Convoso cannot be reached', async () => {
    const standIn = await convoso();
    const folder = dataFolder(documentOf(standIn));
    await standIn.close();
    await refusedWith(folder, 'CONVOSO_UNREACHABLE');
  });

  it('says that there is no file, or one that the relay would not accept', async () => {
    expect(await refusedWith(dataFolder(), 'CONFIG_UNREADABLE')).toMatch(
      /there is no configuration file .*connect\.json/,
    );
    expect(await refusedWith(dataFolder('{ "version": 1'), 'CONFIG_REFUSED')).toContain('line 1, column 15');
  });

  it('does not empty the table where Convoso answers with none', async () => {
    const standIn = await convoso();
    standIn.answerNext({ status: 200, body: '{"success":true,"code":200,"data":[]}' });
    await refusedWith(dataFolder(documentOf(standIn)), 'NO_STATUSES');
  });

  it('says that the answer is a web page, where something else answers', async () => {
    const standIn = await convoso();
    standIn.answerNext({ status: 200, body: '<!DOCTYPE html><html></html>' });
    await refusedWith(dataFolder(documentOf(standIn)), 'CONVOSO_HTML_ANSWER');
  });
});
