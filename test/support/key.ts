import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The key that the relay of a data folder has made. */
export function keyOf(dataFolder: string): string {
  return readFileSync(path.join(dataFolder, 'api-key'), 'utf8').trim();
}
