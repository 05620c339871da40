/** A fault of the store itself, in words for an operator. */
export interface StoreFault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

interface Kind extends StoreFault {
  /** The beginning of SQLite's names for this kind of error. */
  readonly names: readonly string[];
}

const KINDS: readonly Kind[] = [
  {
    names: ['SQLITE_FULL'],
    code: 'STORE_FULL',
    message: 'the disk is full',
    remedy: 'Make room on the disk that holds the data folder; the relay goes on by itself.',
  },
  {
    names: ['SQLITE_READONLY', 'SQLITE_PERM', 'SQLITE_AUTH'],
    code: 'STORE_READ_ONLY',
    message: 'the database cannot be written',
    remedy:
      'Let the user that runs the relay write to the data folder, and mount its file system read-write; the relay goes on by itself.',
  },
  {
    names: ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_PROTOCOL'],
    code: 'STORE_BUSY',
    message: 'another program holds the database locked',
    remedy: 'End the program that has the database open; the relay goes on by itself.',
  },
  {
    names: ['SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_NOLFS'],
    code: 'STORE_UNREACHABLE',
    message: 'the database file cannot be read or written',
    remedy: 'Look after the disk that holds the data folder; the relay goes on by itself once it answers.',
  },
  {
    names: ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT'],
    code: 'STORE_DAMAGED',
    message: 'the database file is damaged',
    remedy: 'Stop the relay, keep a copy of the data folder, and restore it from a backup.',
  },
  {
    names: ['SQLITE_NOMEM'],
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
  const name = sqliteNameOf(error);
  if (name !== null) {
    const kind = KINDS.find(({ names }) => names.some((beginning) => name.startsWith(beginning)));
    if (kind === undefined) return null;
    const { code, message, remedy } = kind;
    return { code, message: `${message} (${name})`, remedy };
  }
  if (error instanceof TypeError && error.message.includes('database connection is not open')) return CLOSED;
  return null;
}

/** SQLite's own name for an error, whatever class the driver gives it. */
function sqliteNameOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  const { code } = error;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}
