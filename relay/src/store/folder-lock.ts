import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import Database from 'better-sqlite3';

/**
 * Claims a data folder for this process: two relays on one folder would each deliver every call. The claim is an
 * open exclusive transaction, so the operating system ends it with the process, however that ends.
 */
export function lockFolder(dataFolder: string): { release(): void } {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const lock = new Database(path.join(dataFolder, 'relay.lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new ConnectError(
      'DATA_FOLDER_IN_USE',
      `another relay is running on the data folder ${dataFolder}`,
      'Stop it first, or give this one a folder of its own with CONNECT_DATA.',
      { cause: error },
    );
  }
  return { release: () => lock.close() };
}
