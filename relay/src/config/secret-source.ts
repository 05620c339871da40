import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SecretRef } from '@convoso-connect/core/config';

/**
 * Finds what secret references stand for: `env:NAME` in the environment, `file:path` in a file, relative to the
 * folder of the configuration, without the line break that editors add. Undefined where there is nothing.
 */
export function secretSource(
  env: NodeJS.ProcessEnv,
  configFolder: string,
): (ref: SecretRef) => string | undefined {
  return ({ secretRef }) => {
    if (secretRef.startsWith('env:')) return env[secretRef.slice('env:'.length)];
    try {
      return readFileSync(path.resolve(configFolder, secretRef.slice('file:'.length)), 'utf8').replace(
        /\r?\n$/,
        '',
      );
    } catch {
      return undefined;
    }
  };
}
