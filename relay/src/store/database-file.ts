import { statSync } from 'node:fs';
import path from 'node:path';

const FILE_NAME = 'connect.sqlite';

/** Where a data folder has the embedded database. */
export function databaseFile(dataFolder: string): string {
  return path.join(dataFolder, FILE_NAME);
}

/** Whether there is anything to read in a data folder. SQLite would make a new database of an empty file. */
export function hasDatabase(dataFolder: string): boolean {
  return (statSync(databaseFile(dataFolder), { throwIfNoEntry: false })?.size ?? 0) > 0;
}
