import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { replaceFile } from '../../src/config/replace-file.js';

describe('replacing a file', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'convoso-connect-'));
    file = path.join(folder, 'connect.json');
    writeFileSync(file, 'before', { mode: 0o600 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('puts another file in its place, with the mode it had, and leaves nothing else behind', () => {
    const { ino } = statSync(file);
    replaceFile(file, { before: 'before', after: 'after' });
    expect(readFileSync(file, 'utf8')).toBe('after');
    expect(statSync(file).ino).not.toBe(ino);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['connect.json']);
  });

  it('does not overwrite what somebody else has written since', () => {
    writeFileSync(file, 'theirs');
    expect(() => replaceFile(file, { before: 'before', after: 'after' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_CHANGED_MEANWHILE' }),
    );
    expect(readFileSync(file, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['connect.json']);
  });

  it('says what to do where it cannot be written', () => {
    // A folder stands where the draft would be, which stops a privileged user, too.
    mkdirSync(`${file}.draft`);
    expect(() => replaceFile(file, { before: 'before', after: 'after' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_NOT_WRITTEN' }),
    );
    expect(readFileSync(file, 'utf8')).toBe('before');
  });
});
