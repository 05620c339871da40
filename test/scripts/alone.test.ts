import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTime } from '../support/in-time.js';

const MODULE = pathToFileURL(path.resolve(__dirname, '../../scripts/alone.mjs')).href;

let folder: string;
let mark: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alone-'));
  mark = path.join(folder, 'mark');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const over = (): string => path.join(folder, 'over');

const UNTIL_ITS_INPUT_ENDS = `writeSync(1, 'begun'); readFileSync(0);`;

/** A process that works alone: it says so on stdout, and is done when its input ends. */
function worker(end = ''): ChildProcessWithoutNullStreams {
  return inNode(`alone('at work', () => { ${UNTIL_ITS_INPUT_ENDS} ${end} }, ${JSON.stringify(mark)});`);
}

/**
 * A process that leaves its work to another one, which says on stdout who it is and works until there is a file `over`. Not until
 * its input ends: that ends with the process that began it.
 */
function bequeathing(): ChildProcessWithoutNullStreams {
  const heir = scriptOf(
    `takeOver(process.ppid, ${JSON.stringify(mark)}); writeSync(1, String(process.pid));
    const look = new Int32Array(new SharedArrayBuffer(4));
    while (!existsSync(${JSON.stringify(over())})) Atomics.wait(look, 0, 0, 20);`,
  );
  const args = JSON.stringify(['--input-type=module', '-e', heir]);
  const work = `spawnSync(process.execPath, ${args}, { stdio: 'inherit' })`;
  return inNode(`alone('at work', () => ${work}, ${JSON.stringify(mark)});`);
}

function inNode(statements: string): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['--input-type=module', '-e', scriptOf(statements)]);
}

function scriptOf(statements: string): string {
  return `
    import { spawnSync } from 'node:child_process';
    import { existsSync, readFileSync, writeSync } from 'node:fs';
    import { alone, takeOver } from ${JSON.stringify(MODULE)};
    ${statements}
  `;
}

/** The first that a process says on one of its outputs. */
async function said(stream: NodeJS.ReadableStream): Promise<string> {
  const data = once(stream, 'data') as Promise<[Buffer]>;
  const [text] = await inTime(data, () => 'a process to say something');
  return text.toString();
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  child.stdin.end();
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('work on the packages and the build of a clone', () => {
  it('waits for a process that does such work, and says for which', async () => {
    const first = worker();
    expect(await said(first.stdout)).toBe('begun');

    const second = worker();
    const begun = said(second.stdout);
    expect(await said(second.stderr)).toContain(`Process ${first.pid} is at work in this folder; waiting`);
    expect(second.stdout.readableLength).toBe(0);

    expect(await ended(first)).toBe(0);
    expect(await begun).toBe('begun');
    expect(await ended(second)).toBe(0);
    expect(existsSync(mark)).toBe(false);
  });

  it('does not wait for a process that was killed', async () => {
    const killed = worker();
    await said(killed.stdout);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(existsSync(mark)).toBe(true);

    const next = worker();
    expect(await said(next.stdout)).toBe('begun');
    expect(await ended(next)).toBe(0);
  });

  it('goes on in the process that has taken it over, whatever becomes of the one that began it', async () => {
    const first = bequeathing();
    const heir = await said(first.stdout);
    first.kill('SIGKILL');
    await once(first, 'exit');

    const second = worker();
    const begun = said(second.stdout);
    expect(await said(second.stderr)).toContain(`Process ${heir} is at work in this folder; waiting`);
    writeFileSync(over(), '');
    expect(await begun).toBe('begun');
    expect(await ended(second)).toBe(0);
  });

  it('that ends its process lets the next one begin', async () => {
    const failing = worker('process.exit(7);');
    await said(failing.stdout);
    expect(await ended(failing)).toBe(7);
    expect(existsSync(mark)).toBe(false);
  });

  it.each([
    [
      'from before the machine was started',
      `${JSON.stringify({ pid: process.pid, since: 0, task: 'old' })}\n`,
    ],
    ['that was cut off while it was written', '{"pid":'],
  ])('does not wait for a mark %s', async (_which, text) => {
    writeFileSync(mark, text);
    utimesSync(mark, 1, 1);
    const next = worker();
    expect(await said(next.stdout)).toBe('begun');
    expect(await ended(next)).toBe(0);
  });
});
