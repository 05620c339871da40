import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { keepKey, readKeyFile } from '../../src/access/key-file.js';
import { notWritten } from '../../src/not-written.js';

const BEFORE = 'the-key-of-before-is-long-enough';

describe('a file that cannot be written', () => {
  it.each([
    ['ENOSPC', 'Make room on its disk, and do it again.'],
    ['EROFS', 'Mount its file system read-write, and do it again.'],
    ['EACCES', 'Do it as the user whom the file and its folder belong to.'],
  ])('is told with what to do about %s; a full disk was once taken for the wrong user', (code, remedy) => {
    const cause = Object.assign(new Error(`${code}: it did not work`), { code });
    expect(notWritten('KEY_NOT_WRITTEN', 'data/api-key', cause)).toMatchObject({
      code: 'KEY_NOT_WRITTEN',
      message: `data/api-key could not be written: ${code}: it did not work`,
      remedy,
    });
  });

  it('leaves the key of before where it is a key, and nothing else behind', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'key-file-'));
    keepKey(folder, BEFORE);
    // Where there is such a device, what is written to it meets a full disk; elsewhere it cannot be made.
    symlinkSync('/dev/full', path.join(folder, 'api-key.draft'));
    expect(() => keepKey(folder, 'another-key-that-is-long-enough')).toThrow(
      expect.objectContaining({ code: 'KEY_NOT_WRITTEN' }),
    );
    expect(readKeyFile(folder)).toBe(BEFORE);
    expect(readdirSync(folder)).toEqual(['api-key']);
  });
});
