import {
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { notWritten } from '../not-written.js';

export interface Replacement {
  /** What the file held when the new text was made. */
  readonly before: string;
  readonly after: string;
}

/**
 * Puts a new text in the place of a file's at once: who reads the file meanwhile gets the whole of one or the other.
 * Owner and mode stay, and a link still leads to the file. What somebody else has written since is not overwritten. Gives
 * what the file looks like now.
 */
export function replaceFile(file: string, replacement: Replacement): Stats {
  try {
    return replace(realpathSync(file), replacement);
  } catch (error) {
    throw error instanceof ConnectError ? error : notWritten('CONFIG_NOT_WRITTEN', file, error);
  }
}

function replace(file: string, { before, after }: Replacement): Stats {
  const draft = `${file}.draft`;
  try {
    writeDraft(draft, after, file);
    // Of the draft, because the file may be somebody else's again a moment after.
    const looks = statSync(draft);
    if (readFileSync(file, 'utf8') !== before) throw changedMeanwhile(file);
    renameSync(draft, file);
    syncFolder(path.dirname(file));
    return looks;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** On the disk before it takes the file's place, so that a power cut leaves no empty one. */
function writeDraft(draft: string, text: string, like: string): void {
  const { mode, uid, gid } = statSync(like);
  // Never open to others, not even for the moment before it has its mode.
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fchmodSync(handle, mode & 0o777);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  const own = statSync(draft);
  if (own.uid !== uid || own.gid !== gid) chownSync(draft, uid, gid);
}

/** That the file has been replaced is on the disk, too. Not every system lets a folder be opened for that. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The file is whole in any case: after a power cut it is the one or the other.
  }
}

function changedMeanwhile(file: string): ConnectError {
  return new ConnectError(
    'CONFIG_CHANGED_MEANWHILE',
    `${file} was changed by somebody else meanwhile, and is left as it is`,
    'Run the command again.',
  );
}
