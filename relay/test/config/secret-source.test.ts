import { chmodSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isKeptFromUser, secretSource } from '../../src/config/secret-source.js';

const configFolder = mkdtempSync(path.join(tmpdir(), 'secret-source-'));
const find = secretSource({ env: {}, configFolder, stored: () => undefined });

describe('a secret that is kept in a file', () => {
  it('is what stands there, without the line break at its end', () => {
    writeFileSync(path.join(configFolder, 'crm'), 'key-of-the-crm\n');
    expect(find({ secretRef: 'file:crm' })).toBe('key-of-the-crm');
  });

  it('is not looked for in a file that is too large to be one, which would take all of the memory', () => {
    const large = path.join(configFolder, 'large');
    writeFileSync(large, '');
    truncateSync(large, 2 * 1024 * 1024);
    expect(find({ secretRef: 'file:large' })).toBeUndefined();
  });

  it('is not looked for in a device, which may have no end: /dev/zero ended the relay', () => {
    // Of all devices the one that is over at once, so that the test fails where it is read.
    expect(find({ secretRef: 'file:/dev/null' })).toBeUndefined();
  });

  it('is told from one that is not there, where the user of this process may not read it', () => {
    const closed = path.join(configFolder, 'closed');
    writeFileSync(closed, 'key-of-another-user');
    chmodSync(closed, 0o000);
    // Root is kept from nothing.
    expect(isKeptFromUser(closed)).toBe(process.getuid?.() !== 0);
    chmodSync(closed, 0o600);
    expect(isKeptFromUser(closed)).toBe(false);
    expect(isKeptFromUser(path.join(configFolder, 'nowhere'))).toBe(false);
  });
});
