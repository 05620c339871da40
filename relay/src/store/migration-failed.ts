import { ConnectError } from '@convoso-connect/core';
import { storeFaultOf } from './store-fault.js';

/** What a start ends with whose tables could not be brought up to date. A fault of the store says nothing about them, and stays what it is. */
export function migrationFailed(error: unknown, remedy: string): Error {
  if (storeFaultOf(error) !== null) return error as Error;
  const why = error instanceof Error ? error.message : JSON.stringify(error);
  return new ConnectError(
    'STORE_MIGRATION_FAILED',
    `the tables could not be brought up to date: ${why}`,
    remedy,
    {
      cause: error,
    },
  );
}
