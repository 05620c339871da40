import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SecretRef } from '@convoso-connect/core/config';

export interface SecretPlaces {
  /** Where `env:` references look. */
  readonly env: NodeJS.ProcessEnv;
  /** What the paths of `file:` references are relative to: the folder of the configuration. */
  readonly configFolder: string;
  /** Where `store:` references look. May throw a `ConnectError`: what is stored cannot be opened. */
  readonly stored: (name: string) => string | undefined;
}

/**
 * Finds what secret references stand for: `env:NAME` in the environment, `store:NAME` in the store, `file:path` in a
 * file, without the line break that editors add. Undefined where there is nothing.
 */
export function secretSource({
  env,
  configFolder,
  stored,
}: SecretPlaces): (ref: SecretRef) => string | undefined {
  return ({ secretRef }) => {
    if (secretRef.startsWith('env:')) return env[secretRef.slice('env:'.length)];
    if (secretRef.startsWith('store:')) return stored(secretRef.slice('store:'.length));
    try {
      const file = path.resolve(configFolder, secretRef.slice('file:'.length));
      return mayHoldSecret(file) ? withoutLineBreak(readFileSync(file, 'utf8')) : undefined;
    } catch {
      return undefined;
    }
  };
}

/** Whether the user of this process is kept from a file: it may be there, and hold a secret for others. */
export function isKeptFromUser(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return false;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM';
  }
}

/** No secret is as large. */
const MOST_BYTES = 1024 * 1024;

/** Devices and pipes may have no end, and a document that names one must not take the memory, or the time, of the relay. */
function mayHoldSecret(file: string): boolean {
  const looks = statSync(file);
  return looks.isFile() && looks.size <= MOST_BYTES;
}

/** Without the one line break that editors and `echo` add at the end. */
export function withoutLineBreak(text: string): string {
  return text.replace(/\r?\n$/, '');
}
