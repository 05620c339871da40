import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/**
 * What a data folder remembers of its database outside of it, so that one that is gone, emptied or older than it was is
 * not taken for a first start.
 */
export interface FolderMark {
  /** How often the database has been opened for writing; it holds the same number itself. */
  readonly openings: number;
  /** Whether the database's write-ahead log was left with what is nowhere else: while it is open, and after a crash. */
  readonly log: 'needed' | 'gone';
}

const FILE_NAME = 'connect.mark';

/** In bytes. One and the same length always, so that a full disk takes what is written over it. */
const LENGTH = 64;

/** Null where there is none, `damaged` where it cannot be read as one. */
export function readMark(dataFolder: string): FolderMark | 'damaged' | null {
  const file = path.join(dataFolder, FILE_NAME);
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  const [, openings, log] = /^openings (\d+), log (needed|gone) *\n$/.exec(text) ?? [];
  if (openings === undefined) return 'damaged';
  return { openings: Number(openings), log: log === 'needed' ? 'needed' : 'gone' };
}

/** On the disk when it returns. */
export function writeMark(dataFolder: string, { openings, log }: FolderMark): void {
  const file = path.join(dataFolder, FILE_NAME);
  const text = `${`openings ${openings}, log ${log}`.padEnd(LENGTH - 1)}\n`;
  const before = readMark(dataFolder);
  if (before !== null && before !== 'damaged') {
    writeDown(file, text, 'r+');
    return;
  }
  writeDown(`${file}.draft`, text, 'w');
  renameSync(`${file}.draft`, file);
}

function writeDown(file: string, text: string, flags: 'r+' | 'w'): void {
  const handle = openSync(file, flags, 0o600);
  try {
    writeSync(handle, text, 0);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function postgresFile(dataFolder: string): string {
  return path.join(dataFolder, 'connect.postgres');
}

/** For whoever finds the file. Where the database is, and how to get in, is written down nowhere. */
const ON_POSTGRES =
  'The relay on this folder keeps its data in a Postgres: it is started with DATABASE_URL, and its commands need that as well.\n';

/** Has the folder remember that its relay keeps its data in a Postgres, so that nobody takes it for empty, or what it held before for the latest. */
export function markOnPostgres(dataFolder: string): void {
  if (!existsSync(postgresFile(dataFolder)))
    writeFileSync(postgresFile(dataFolder), ON_POSTGRES, { mode: 0o600 });
}

/** Its relay keeps its data in the folder from now on. */
export function unmarkOnPostgres(dataFolder: string): void {
  rmSync(postgresFile(dataFolder), { force: true });
}

export function isOnPostgres(dataFolder: string): boolean {
  return existsSync(postgresFile(dataFolder));
}
