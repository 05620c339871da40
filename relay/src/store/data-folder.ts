import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';

/**
 * Makes a data folder, with what is missing above it, for this user's eyes only. One folder after the other: `mkdirSync` with `recursive`
 * never ends where the system says of a folder inside one that is there that it cannot be found, as /proc and lost network mounts do.
 *
 * Throws a `ConnectError` (`BAD_DATA_FOLDER`) where there is a file, or where no folder can be; else the error of the file system.
 */
export function makeDataFolder(dataFolder: string): void {
  for (const folder of missingFolders(dataFolder)) makeFolder(folder, dataFolder);
  const made = statSync(dataFolder, { throwIfNoEntry: false });
  if (made?.isDirectory() === true) return;
  throw badFolder(`the data folder ${dataFolder} is a ${made === undefined ? 'link to nothing' : 'file'}`);
}

/** What has to be made, the outermost first. */
function missingFolders(dataFolder: string): string[] {
  const missing: string[] = [];
  for (let at = path.resolve(dataFolder); !existsSync(at); at = path.dirname(at)) missing.unshift(at);
  return missing;
}

function makeFolder(folder: string, dataFolder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Somebody else has made it in between.
    if (code === 'EEXIST') return;
    if (code === 'ENOTDIR') throw badFolder(`the data folder ${dataFolder} would be inside of a file`, error);
    if (code !== 'ENOENT') throw error;
    throw badFolder(
      `the data folder ${dataFolder} cannot be made: ${path.dirname(folder)} takes no folders`,
      error,
    );
  }
}

function badFolder(message: string, cause?: unknown): ConnectError {
  return new ConnectError(
    'BAD_DATA_FOLDER',
    message,
    'Name a folder with CONNECT_DATA; where there is none yet, the first start makes it.',
    { cause },
  );
}
