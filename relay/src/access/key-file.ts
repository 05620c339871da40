import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { ConnectError } from '@convoso-connect/core';
import { notWritten } from '../not-written.js';

/** In characters: what is shorter can be guessed, and is not taken for a key. */
export const SHORTEST_KEY = 16;

/** Where the data folder keeps the API key: the key itself and a line break. */
export function keyFileIn(dataFolder: string): string {
  return path.join(dataFolder, 'api-key');
}

/**
 * The key that the data folder keeps; null where it keeps none that is long enough. Throws a `ConnectError`
 * (`API_KEY_UNREADABLE`) where there is one that this user may not read.
 */
export function readKeyFile(dataFolder: string): string | null {
  const file = keyFileIn(dataFolder);
  try {
    const key = readFileSync(file, 'utf8').trim();
    return key.length < SHORTEST_KEY ? null : key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConnectError(
      'API_KEY_UNREADABLE',
      `the API key in ${file} cannot be read (${(error as Error).message})`,
      'Run this as the user whom the data folder belongs to.',
      { cause: error },
    );
  }
}

/** Makes a key and keeps it in the data folder. */
export function makeKey(dataFolder: string): string {
  const key = newKey();
  keepKey(dataFolder, key);
  return key;
}

export function newKey(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Keeps a key in the data folder, in the place of the one before, readable for its user alone. Throws a `ConnectError` (`KEY_NOT_WRITTEN`) where
 * that cannot be: the one before goes on.
 */
export function keepKey(dataFolder: string, key: string): void {
  const file = keyFileIn(dataFolder);
  try {
    writePrivately(file, `${key}\n`);
  } catch (error) {
    throw notWritten('KEY_NOT_WRITTEN', file, error);
  }
}

/** Puts a file in place at once, on the disk and never open to others, so that a power cut leaves no empty one. */
export function writePrivately(file: string, text: string): void {
  const draft = `${file}.draft`;
  try {
    const handle = openSync(draft, 'w', 0o600);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } finally {
    // On a full disk there is an empty one.
    rmSync(draft, { force: true });
  }
}
