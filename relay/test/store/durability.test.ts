import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Connection } from '../../src/store/driver.js';

const WRITER = path.join(__dirname, 'durability-writer.mjs');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'connect-durability-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lets a process commit until it has said so this many times, and kills it; gives the last row it told of. */
async function killedAfter(file: string, commits: number, checkpointPages: number): Promise<number> {
  const writer = spawn(process.execPath, [WRITER, file, String(checkpointPages)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let [told, row] = [0, 0];
  for await (const line of createInterface(writer.stdout)) {
    row = Number(line);
    told += 1;
    if (told === commits) writer.kill('SIGKILL');
  }
  return row;
}

/** What another process finds: the last row, where all rows before it are there, and every commit whole or not at all. */
function lastRowOf(file: string): number {
  const database = new Connection(file);
  try {
    expect(database.value('pragma integrity_check')).toBe('ok');
    const commits = database.rows<{ number: number; rows: number; last: number }>(
      'select commit_number as number, count(*) as rows, max(number) as last from rows group by 1 order by 1',
    );
    let before = 0;
    for (const [at, { number, rows, last }] of commits.entries()) {
      expect([number, rows, last]).toEqual([at + 1, 1 + (((at + 1) * 7) % 13), before + rows]);
      before = last;
    }
    return before;
  } finally {
    database.close();
  }
}

/** The database as it lies there, with its log cut off at this part of its length. */
function cutOff(file: string, part: number): string {
  const copy = `${file}.copy`;
  copyFileSync(file, copy);
  copyFileSync(`${file}-wal`, `${copy}-wal`);
  truncateSync(`${copy}-wal`, Math.floor(part * statSync(`${copy}-wal`).size));
  return copy;
}

describe('what a killed process has committed', () => {
  it('is all there, also where it was killed between checkpoints, and again after the next kill', async () => {
    const file = path.join(folder, 'kills.sqlite');
    for (const commits of [1, 40, 90, 7]) {
      const told = await killedAfter(file, commits, 50);
      expect(lastRowOf(file)).toBeGreaterThanOrEqual(told);
    }
  });

  it('is there up to some commit, and nothing of those after it, wherever the log is cut off', async () => {
    const file = path.join(folder, 'cut.sqlite');
    await killedAfter(file, 5, 0);
    await killedAfter(file, 60, 0);
    const whole = lastRowOf(cutOff(file, 1));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
        expect(lastRowOf(cutOff(file, part))).toBeLessThanOrEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});
