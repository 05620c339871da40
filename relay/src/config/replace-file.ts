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
} from 'node:fs';
import { ConnectError } from '@convoso-connect/core';

export interface Replacement {
  /** What the file held when the new text was made. */
  readonly before: string;
  readonly after: string;
}

/**
 * Puts a new text in the place of a file's at once: who reads the file meanwhile gets the whole of one or the other.
 * Owner and mode stay, and a link still leads to the file. What somebody else has written since is not overwritten.
 */
export function replaceFile(file: string, replacement: Replacement): void {
  try {
    replace(realpathSync(file), replacement);
  } catch (error) {
    throw error instanceof ConnectError ? error : notWritten(file, error);
  }
}

function replace(file: string, { before, after }: Replacement): void {
  const draft = `${file}.draft`;
  try {
    writeDraft(draft, after, file);
    if (readFileSync(file, 'utf8') !== before) throw changedMeanwhile(file);
    renameSync(draft, file);
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

function changedMeanwhile(file: string): ConnectError {
  return new ConnectError(
    'CONFIG_CHANGED_MEANWHILE',
    `${file} was changed by somebody else meanwhile, and is left as it is`,
    'Run the command again.',
  );
}

function notWritten(file: string, cause: unknown): ConnectError {
  return new ConnectError(
    'CONFIG_NOT_WRITTEN',
    `${file} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Run the command as the user whom the file and its folder belong to.',
    { cause },
  );
}
