import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';

/**
 * Makes a data folder, with what is missing above it, for this user's eyes only. One folder after the other: `mkdirSync` with `recursive`
 * never ends where the system says of a folder inside one that is there that it cannot be found, as /proc and lost network mounts do.
 *
 * Throws a `ConnectError` (`BAD_DATA_FOLDER`) where there is a file, or where no folder can be; else the error of the file system.
 */
export function makeDataFolder(dataFolder: string): void {
  assertNoFile(dataFolder);
  for (const folder of missingFolders(dataFolder)) makeFolder(folder, dataFolder);
  assertNoFile(dataFolder);
}

/**
 * Throws a `ConnectError` (`BAD_DATA_FOLDER`) where the data folder is a file, leads nowhere or would be inside of a file. One that is not
 * there yet is none of these.
 */
export function assertNoFile(dataFolder: string): void {
  const kind = kindOf(dataFolder);
  if (kind === 'folder' || kind === 'nothing') return;
  throw badFolder(
    kind === 'inside of a file'
      ? `the data folder ${dataFolder} would be inside of a file`
      : `the data folder ${dataFolder} is a ${kind}`,
  );
}

type Kind = 'folder' | 'nothing' | 'file' | 'link to nothing' | 'inside of a file';

function kindOf(dataFolder: string): Kind {
  try {
    const found = statSync(dataFolder, { throwIfNoEntry: false });
    if (found !== undefined) return found.isDirectory() ? 'folder' : 'file';
    return lstatSync(dataFolder, { throwIfNoEntry: false }) === undefined ? 'nothing' : 'link to nothing';
  } catch (error) {
    // What the system says otherwise, whoever works in the folder tells.
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'inside of a file' : 'nothing';
  }
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
