import { ConnectError } from '@convoso-connect/core';

/** What a person can do about a file that the system did not let be written, by the system's code for it. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room on its disk, and do it again.',
  EDQUOT: 'Make room on its disk, or raise the quota of this user, and do it again.',
  EROFS: 'Mount its file system read-write, and do it again.',
};

/** A file could not be written; nothing of it was changed. */
export function notWritten(code: string, file: string, cause: unknown): ConnectError {
  const ofSystem = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const remedy = Object.hasOwn(REMEDIES, ofSystem) ? REMEDIES[ofSystem] : undefined;
  return new ConnectError(
    code,
    `${file} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    remedy ?? 'Do it as the user whom the file and its folder belong to.',
    { cause },
  );
}
