import { statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { listSecrets, type ConnectConfig } from '@convoso-connect/core/config';

/** The files that hold nothing but a secret of a configuration; where no configuration runs yet, none. */
export function secretFiles(config: ConnectConfig | null, folder: string): string[] {
  return (config === null ? [] : listSecrets(config)).flatMap(({ secret }) =>
    typeof secret === 'string' ? [] : secretFile(secret.secretRef, folder),
  );
}

/** The same of a document that nobody has accepted yet; none where it cannot be read. */
export function secretFilesNamedIn(text: string, folder: string): string[] {
  const files: string[] = [];
  try {
    JSON.parse(text, (key, value: unknown) => {
      if (key === 'secretRef' && typeof value === 'string') files.push(...secretFile(value, folder));
      return value;
    });
  } catch {
    // Whoever accepts the document tells what is wrong with it.
  }
  return files;
}

function secretFile(secretRef: string, folder: string): string[] {
  return secretRef.startsWith('file:') ? [path.resolve(folder, secretRef.slice('file:'.length))] : [];
}

/** Differs when the file was written, replaced or removed. */
export function appearanceOf(file: string): string {
  try {
    return appearance(statSync(file));
  } catch {
    return 'not there';
  }
}

export function appearance({ ino, size, mtimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs}`;
}
