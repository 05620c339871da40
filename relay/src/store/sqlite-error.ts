import { sqliteNameOf } from './sqlite-codes.js';

/** An error of SQLite's own, under SQLite's name for it, such as `SQLITE_FULL`. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Does what may fail within SQLite, and gives its errors their names. */
export function named<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isOfSqlite(error) ? new SqliteError(error.message, nameOf(error), { cause: error }) : error;
  }
}

interface ErrorOfNode extends Error {
  readonly code: string;
  readonly errcode?: number;
}

function isOfSqlite(error: unknown): error is ErrorOfNode {
  // Whichever context its class comes from.
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === 'ERR_SQLITE_ERROR' || error.code === 'ERR_INVALID_STATE';
}

/** What is asked of a closed connection is refused by Node before SQLite sees it, which calls that misuse. */
function nameOf({ code, errcode = 1 }: ErrorOfNode): string {
  return code === 'ERR_INVALID_STATE' ? 'SQLITE_MISUSE' : sqliteNameOf(errcode);
}
