import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { writePrivately } from '../access/key-file.js';
import { KEY_BYTES } from './seal.js';

/** Where the data folder keeps the key of its stored secrets: 32 bytes in base64url and a line break. */
export function sealKeyFileIn(dataFolder: string): string {
  return path.join(dataFolder, 'secrets-key');
}

/**
 * The key; null where there is none. Throws a `ConnectError`: SEAL_KEY_ALTERED where the file holds no key,
 * SEAL_KEY_UNREADABLE where this user may not read it.
 */
export function readSealKey(dataFolder: string): Buffer | null {
  const file = sealKeyFileIn(dataFolder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConnectError(
      'SEAL_KEY_UNREADABLE',
      `the key of the stored secrets in ${file} cannot be read (${(error as Error).message})`,
      'Run this as the user whom the data folder belongs to.',
      { cause: error },
    );
  }
  const key = Buffer.from(text, 'base64url');
  if (key.length === KEY_BYTES && key.toString('base64url') === text) return key;
  throw sealKeyAltered(file, 'it holds no key');
}

/** Makes a key and keeps it in the data folder, readable for its user alone. */
export function makeSealKey(dataFolder: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  writePrivately(sealKeyFileIn(dataFolder), `${key.toString('base64url')}\n`);
  return key;
}

export function sealKeyMissing(file: string): ConnectError {
  const message = `the key of the stored secrets is missing: there is no file ${file}`;
  return new ConnectError('SEAL_KEY_MISSING', message, PUT_BACK);
}

export function sealKeyAltered(file: string, how: string): ConnectError {
  const message = `the key of the stored secrets in ${file} is not the one that they were stored with: ${how}`;
  return new ConnectError('SEAL_KEY_ALTERED', message, PUT_BACK);
}

const PUT_BACK =
  'Put the file back from a backup of the data folder. Where it is lost, nobody can open them: stop the relay, ' +
  'delete each with npm run connect -- secret delete NAME --even-if-used, delete the file, and set each again with ' +
  'npm run connect -- secret set NAME.';
