import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import * as ours from '@convoso-connect/core/convoso-js';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import * as theirs from '../convoso-js/public-names.js';
import { CAMPAIGN, LIST, TOKEN, USER, convoso, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import { closeAfterTest } from '../support/closing.js';
import { inTime } from '../support/in-time.js';
import { ROOT } from './documented-commands.js';

const run = promisify(execFile);
const PAGE = readFileSync(path.join(ROOT, 'docs/convoso-js.md'), 'utf8');

/** What the page says of each name. */
const ROWS = PAGE.split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => {
    const [, names = '', here = ''] = line.split('|');
    return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, here: here.trim() }));
  });

const methodNames = (methods: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(methods).flatMap(([resource, names]) => names.map((name) => `${resource}.${name}`));

const OF_ERRORS = [...Object.keys(theirs.ERRORS), ...methodNames(theirs.ERRORS)];

/** The names that our module exports, types and all. */
function exportedNames(): string[] {
  const file = path.join(ROOT, 'core/src/convoso-js/index.ts');
  const program = ts.createProgram([file], { target: ts.ScriptTarget.ES2023, noLib: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} cannot be read`);
  return checker.getExportsOfModule(module).map(({ name }) => name);
}

describe('the page about programs written for convoso-js', () => {
  it('has one row for each name that convoso-js documents, and no other', () => {
    const documented = [
      ...theirs.CLIENT,
      ...methodNames(theirs.METHODS),
      ...theirs.VALUES,
      ...OF_ERRORS,
      ...theirs.TYPES,
      ...theirs.ELSEWHERE,
    ];
    expect(ROWS.map(({ name }) => name).toSorted()).toEqual(documented.toSorted());
  });

  it.each(ROWS)(
    'says of $name that it is the same, how it is better, or why it is not there',
    ({ name, here }) => {
      expect(here).toMatch(/^(?:same(?:: .+)?|better: .+|not: .+)$/);
      expect(here.startsWith('not:')).toBe(theirs.ELSEWHERE.includes(name));
    },
  );

  it('leaves out nothing that our module exports', () => {
    const exported = [
      'Convoso',
      'ConvosoOptions',
      ...theirs.VALUES,
      ...Object.keys(theirs.ERRORS),
      ...theirs.TYPES,
    ];
    expect(exportedNames().toSorted()).toEqual(exported.toSorted());
  });

  it.each(Object.entries(theirs.METHODS))(
    'is right that %s has the methods that are named',
    (resource, methods) => {
      const client = new ours.Convoso({ authToken: TOKEN }) as unknown as Record<string, object>;
      expect(Object.keys(client).toSorted()).toEqual(Object.keys(theirs.METHODS).toSorted());
      expect(Object.keys(client[resource] ?? {})).toEqual(expect.arrayContaining([...methods]));
    },
  );

  it.each(theirs.CODES)('is right that the code %i is described', (code) => {
    expect(ours.getErrorDescription(code)).toMatch(/\w/);
  });

  it('is right about the names of an error', () => {
    const errors = {
      ConvosoError: new ours.ConvosoError('it failed'),
      ConvosoApiError: new ours.ConvosoApiError('No such list', 6002, { success: false }),
      ConvosoHttpError: new ours.ConvosoHttpError(502, 'Bad Gateway', 'busy'),
      ConvosoTimeoutError: new ours.ConvosoTimeoutError(50),
    };
    for (const [name, members] of Object.entries(theirs.ERRORS)) {
      const error = errors[name as keyof typeof errors];
      expect(error).toBeInstanceOf(ours.ConvosoError);
      expect(error.name).toBe(name);
      for (const member of members)
        expect((error as unknown as Record<string, unknown>)[member]).toBeDefined();
    }
  });
});

/** The environment of a program that calls a stand-in. */
const envOf = ({ baseUrl }: ConvosoStandIn): NodeJS.ProcessEnv => ({
  ...process.env,
  CONVOSO_AUTH_TOKEN: TOKEN,
  CONVOSO_BASE_URL: baseUrl,
  PORT: '0',
});

interface Running {
  nextLine(): Promise<string>;
}

function started(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const cwd = path.join(ROOT, 'test');
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  closeAfterTest(async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await inTime(once(child, 'exit'), () => 'the end of the program');
  });
  return {
    nextLine: async () => String((await inTime(lines.next(), () => 'the next line of the program')).value),
  };
}

describe('the program on the page about receiving calls', () => {
  const page = readFileSync(path.join(ROOT, 'docs/receive-calls.md'), 'utf8');
  const [, program = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(page) ?? [];

  it('has forty lines', () => {
    expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
    expect(program).not.toBe('');
  });

  it('is right to the compiler, as strict as it is by itself', () => {
    const name = path.join(ROOT, 'test/program-of-the-page.ts');
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ['node'],
      typeRoots: [path.join(ROOT, 'node_modules/@types')],
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (file) => file === name || fileExists(file);
    host.getSourceFile = (file, target, ...rest) =>
      file === name
        ? ts.createSourceFile(file, program, target)
        : getSourceFile.call(host, file, target, ...rest);
    const problems = ts.getPreEmitDiagnostics(ts.createProgram([name], options, host));
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  it('books a sale, and puts both numbers on the DNC list', async () => {
    const stand = await convoso();
    const { id } = stand.account.addCall({ status: 'SALE' });
    const { outputText } = ts.transpileModule(program, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
    });
    const receiver = started(['--input-type=module', '--eval', outputText], envOf(stand));
    const address = [await receiver.nextLine()];
    while (!address.join(' ').includes('}')) address.push(await receiver.nextLine());
    const url = `http://127.0.0.1:${/port: (\d+)/.exec(address.join(' '))?.[1] ?? ''}/webhook`;

    const sale = await stand.fire(url, { call_log_id: id, status: 'SALE', length_in_sec: '125' });
    expect([sale.answer?.status, await receiver.nextLine(), await receiver.nextLine()]).toEqual([
      200,
      '/revenue/update 200',
      `booked on call ${id}, after 2 minutes`,
    ]);
    const dnc = { status: 'DNC', phone_number: '7735550167', alt_phone_1: '7735550168' };
    expect((await stand.fire(url, dnc, 'json')).answer?.status).toBe(200);
    expect([await receiver.nextLine(), await receiver.nextLine(), await receiver.nextLine()]).toEqual([
      '/dnc/insert 200',
      '/dnc/insert 200',
      '2 of 2 numbers are on the DNC list',
    ]);
    stand.refuseNext(6033, 'No such Call Log');
    expect((await stand.fire(url, { call_log_id: '1', status: 'SALE' })).answer?.status).toBe(500);
    expect([await receiver.nextLine(), await receiver.nextLine()]).toEqual([
      '/revenue/update 200',
      'code 6033: there is no such call log',
    ]);
    expect(stand.account.dnc.all()).toHaveLength(2);
  });
});

describe('the examples', () => {
  const exampleOf = (name: string): string => path.join(ROOT, 'core/examples', name);
  const fileWith = (text: string): string => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'connect-example-')), 'given');
    writeFileSync(file, text);
    return file;
  };
  const printed = async (name: string, args: readonly string[], stand: ConvosoStandIn): Promise<string> => {
    const env = envOf(stand);
    const { stdout } = await run(process.execPath, [exampleOf(name), ...args], { env }).catch(
      (error: unknown) => error as { stdout: string },
    );
    return stdout;
  };

  it('import leads, and say of each that is not there why', async () => {
    const stand = await convoso();
    const leads = ['7735550167', 'by letters', '7735550169'].map((phone_number) => ({ phone_number }));
    const file = fileWith(JSON.stringify(leads));
    expect(await printed('import-leads.mjs', [file, LIST], stand)).toBe(
      'by letters: leads/insert was not sent: phone_number must be 7 to 15 digits; got "by letters".\n' +
        '2 of 3 leads are in list 3343\n',
    );
    expect(stand.leads.all()).toHaveLength(2);
  });

  it('say of a lead whose answer was lost that it may be there', async () => {
    const stand = await convoso();
    stand.hangUpNext('after processing');
    const file = fileWith(JSON.stringify([{ phone_number: '7735550167' }]));
    const text = await printed('import-leads.mjs', [file, LIST], stand);
    expect(text).toMatch(/^7735550167: .*; look for it before you send it again\n0 of 1 leads/);
    expect(stand.leads.all()).toHaveLength(1);
  });

  it('bring the numbers of a file onto the DNC list, each once', async () => {
    const stand = await convoso();
    const file = fileWith('+1 (773) 555-0167\n7735550168\n\n773.555.0168\n');
    stand.account.dnc.add({ phone_number: '7735550167', phone_code: '1', campaign_id: '0' });
    expect(await printed('sync-dnc.mjs', [file], stand)).toBe('2 numbers: 1 were listed, 1 are now\n');
    expect(await printed('sync-dnc.mjs', [file], stand)).toBe('2 numbers: 2 were listed, 0 are now\n');
    expect(stand.account.dnc.all().map((entry) => entry['phone_number'])).toEqual([
      '7735550167',
      '7735550168',
    ]);
  });

  it('show the agents on a page, as text whatever their names are, and what is wrong where they cannot', async () => {
    const stand = await convoso();
    stand.account.agents.add({
      user_id: USER,
      user_full_name: 'Jo <b>',
      status: 'READY',
      campaign_name: CAMPAIGN,
    });
    const server = started([exampleOf('agents-on-a-page.mjs')], envOf(stand));
    const url = /http:\S+/.exec(await server.nextLine())?.[0] ?? '';
    const html = await (await fetch(url)).text();
    expect(html).toContain('1 agents, 1 ready, 0 in a call');
    expect(html).toContain('<td>Jo &#60;b&#62;</td><td>READY</td>');
    stand.refuseNext(403, 'Forbidden');
    const refused = await fetch(url);
    expect([refused.status, await refused.text()]).toEqual([502, expect.stringContaining('Forbidden')]);
  });
});
