import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a data folder is called among the relays that share a database: made at random when it is first asked for, and kept in the folder.
 * Whoever holds the lock on the folder knows that no other relay of this name is alive.
 */
export function nameOfFolder(dataFolder: string): string {
  const file = path.join(dataFolder, 'relay.name');
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (known !== '') return known;
  const name = randomUUID();
  writeFileSync(file, `${name}\n`, { mode: 0o600 });
  return name;
}
