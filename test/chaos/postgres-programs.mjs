import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian puts what does not stand in the path. */
const VERSIONS = '/usr/lib/postgresql';

/** The folder of the programs of the newest Postgres server of this machine; null where there is none. */
export function postgresPrograms() {
  if (!existsSync(VERSIONS)) return null;
  const folders = readdirSync(VERSIONS)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(VERSIONS, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}
