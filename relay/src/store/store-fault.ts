import { POSTGRES_KINDS } from './postgres/fault-kinds.js';

/** A fault of the store itself, in words for an operator. */
export interface StoreFault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Something is wrong with the files of a data folder, which nothing but a person can put right. */
export class FolderFault extends Error {
  readonly fault: StoreFault;

  constructor(fault: StoreFault) {
    super(fault.message);
    this.fault = fault;
  }
}

export const LEASE_LOST: StoreFault = {
  code: 'LEASE_LOST',
  message:
    'this relay was not heard of for longer than its lease; where others run, they take over what it held',
  remedy:
    'It registers anew and goes on by itself. Where this comes again, see whether its machine or its way to the database stands still at times.',
};

/** Others have taken this relay for dead, so that nothing may be done in its name. It says nothing against what was to be done. */
export class LeaseLost extends Error {
  readonly fault = LEASE_LOST;

  constructor() {
    super(LEASE_LOST.message);
  }
}

interface Kind extends StoreFault {
  /** The beginning of SQLite's names for this kind of error. */
  readonly names: readonly string[];
  /** The operating system's codes for it. */
  readonly system: readonly string[];
}

const KINDS: readonly Kind[] = [
  {
    names: ['SQLITE_FULL'],
    system: ['ENOSPC', 'EDQUOT'],
    code: 'STORE_FULL',
    message: 'the disk is full',
    remedy: 'Make room on the disk that holds the data folder; the relay goes on by itself.',
  },
  {
    names: ['SQLITE_READONLY', 'SQLITE_PERM', 'SQLITE_AUTH'],
    system: ['EROFS', 'EACCES', 'EPERM'],
    code: 'STORE_READ_ONLY',
    message: 'the database cannot be written',
    remedy:
      'Let the user that runs the relay write to the data folder, and mount its file system read-write; the relay goes on by itself.',
  },
  {
    names: ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_PROTOCOL'],
    system: [],
    code: 'STORE_BUSY',
    message: 'another program holds the database locked',
    remedy: 'End the program that has the database open; the relay goes on by itself.',
  },
  {
    names: ['SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_NOLFS'],
    system: ['EIO', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ESTALE', 'ENODEV'],
    code: 'STORE_UNREACHABLE',
    message: 'the database file cannot be read or written',
    remedy: 'Look after the disk that holds the data folder; the relay goes on by itself once it answers.',
  },
  {
    names: ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT'],
    system: [],
    code: 'STORE_DAMAGED',
    message: 'the database file is damaged',
    remedy:
      'Stop the relay, keep a copy of the data folder, and restore it from a backup; or begin with an empty database, ' +
      'with this one kept beside it: npm start -- --new',
  },
  {
    names: ['SQLITE_NOMEM'],
    system: ['ENOMEM'],
    code: 'STORE_OUT_OF_MEMORY',
    message: 'there is not enough memory for the database',
    remedy: 'Give the machine more memory; the relay goes on by itself.',
  },
];

const CLOSED: StoreFault = {
  code: 'STORE_CLOSED',
  message: 'the database is closed',
  remedy: 'Start the relay again.',
};

/**
 * What is wrong with the store, or null where an error is about what was to be stored: a row that breaks a rule, a
 * value that cannot be read. A fault of the store says nothing against anything that was being worked on.
 */
export function storeFaultOf(error: unknown): StoreFault | null {
  if (error instanceof FolderFault || error instanceof LeaseLost) return error.fault;
  const ofPostgres = postgresFaultOf(error);
  if (ofPostgres !== null) return ofPostgres;
  const name = sqliteNameOf(error);
  if (name === 'SQLITE_MISUSE') return CLOSED;
  if (name !== null) {
    const kind = KINDS.find(({ names }) => names.some((beginning) => name.startsWith(beginning)));
    return kind === undefined ? null : faultOf(kind, name);
  }
  return null;
}

/**
 * Whether the database has undone a unit because it and that of another relay would have waited for each other. Done again it goes through,
 * and nobody need hear of it.
 */
export function isUndoneUnit(error: unknown): boolean {
  return UNDONE.has(codeOf(error) ?? '');
}

/** Whether the store has refused something because it is there already, where there may be one of its kind alone. */
export function isThereAlready(error: unknown): boolean {
  return THERE_ALREADY.has(codeOf(error) ?? '');
}

const THERE_ALREADY: ReadonlySet<string> = new Set([
  'POSTGRES_23505',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);

/** What Postgres calls a deadlock, and a unit that cannot come after another one. */
const UNDONE: ReadonlySet<string> = new Set(['POSTGRES_40P01', 'POSTGRES_40001']);

/**
 * The same of an error that the operating system gave for a file: SQLite tells no causes of what it could not open. Null
 * where it is about no file.
 */
export function fileFaultOf(error: unknown): StoreFault | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('path' in error)) return null;
  const { code, path } = error;
  const kind = KINDS.find(({ system }) => system.some((known) => known === code));
  return kind === undefined ? null : faultOf(kind, `${String(code)}, ${String(path)}`);
}

function faultOf({ code, message, remedy }: StoreFault, cause: string): StoreFault {
  return { code, message: `${message} (${cause})`, remedy };
}

function postgresFaultOf(error: unknown): StoreFault | null {
  const code = codeOf(error);
  if (code?.startsWith('POSTGRES_') !== true) return null;
  const state = code.slice('POSTGRES_'.length);
  const kind = POSTGRES_KINDS.find(({ states }) => states.some((beginning) => state.startsWith(beginning)));
  return kind === undefined ? null : faultOf(kind, (error as Error).message);
}

/** SQLite's own name for an error, whatever class the driver gives it. */
function sqliteNameOf(error: unknown): string | null {
  const code = codeOf(error);
  return code?.startsWith('SQLITE_') === true ? code : null;
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
