import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What opens the API of the relay on a data folder: the key that it has made, or, where another relay on its store has made that, the
 * token that it leaves for its own command line.
 */
export function keyOf(dataFolder: string): string {
  const file = path.join(dataFolder, 'api-key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const running = JSON.parse(readFileSync(path.join(dataFolder, 'running.json'), 'utf8')) as {
    token: string;
  };
  return running.token;
}
