import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { databaseFile } from './database-file.js';
import { PostgresError } from './postgres/postgres-error.js';
import { fileFaultOf, storeFaultOf, type StoreFault } from './store-fault.js';

/**
 * Why a data folder cannot be worked with; null for an error of another kind. SQLite says of many causes only that it
 * cannot open or write a file, so where it does, the folder itself is asked why.
 */
export function startFaultOf(error: unknown, dataFolder: string): StoreFault | null {
  const fault = storeFaultOf(error) ?? fileFaultOf(error);
  // Why a Postgres is out of reach no folder knows, and there need not be one.
  if (fault?.code !== 'STORE_UNREACHABLE' || error instanceof PostgresError) return fault;
  try {
    tryOut(dataFolder);
  } catch (cause) {
    return fileFaultOf(cause) ?? fault;
  }
  return fault;
}

/** Whether it is an error of a Postgres or of the way to it, with which no folder has to do. */
export function isOfPostgres(error: unknown): boolean {
  return error instanceof PostgresError;
}

/** What a running relay gets over by itself a start does not: whoever has mended the cause starts it again. */
export function remedyAtStart(fault: Pick<StoreFault, 'remedy'>): string {
  return remedyBefore(fault, 'start the relay again');
}

/** The same for a command that has ended with it. */
export function remedyOfCommand(fault: Pick<StoreFault, 'remedy'>): string {
  return remedyBefore(fault, 'run this again');
}

function remedyBefore({ remedy }: Pick<StoreFault, 'remedy'>, next: string): string {
  return remedy.replace(/; the relay goes on by itself[^.;]*/, `; then ${next}`);
}

/** More than a file system grants out of what it keeps back. */
const TRIED_BYTES = 64 * 1024;

/** Writes in the folder as a database would. Throws what the operating system says against it. */
function tryOut(dataFolder: string): void {
  const database = databaseFile(dataFolder);
  if (existsSync(database)) closeSync(openSync(database, 'r+'));
  const file = path.join(dataFolder, 'connect.trial');
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, Buffer.alloc(TRIED_BYTES));
  } catch (error) {
    throw Object.assign(error as Error, { path: file });
  } finally {
    closeSync(handle);
    rmSync(file, { force: true });
  }
}
