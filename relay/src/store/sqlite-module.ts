import { createRequire } from 'node:module';
import { ConnectError } from '@convoso-connect/core';

/*
 * Where SQLite comes from: it is part of Node since 22.16, as far as it is used here; for an older Node the same
 * interface comes in a package, with everything compiled.
 */

export interface Changes {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
}

/** As far as it is used here. */
export interface DatabaseSync {
  readonly isTransaction: boolean;
  exec(text: string): void;
  prepare(text: string): StatementSync;
  close(): void;
}

export interface StatementSync {
  columns(): readonly unknown[];
  all(...values: readonly unknown[]): Record<string, unknown>[];
  run(...values: readonly unknown[]): Changes;
}

interface SqliteModule {
  readonly DatabaseSync: new (file: string) => DatabaseSync;
  readonly StatementSync: { readonly prototype: StatementSync };
}

let loaded: SqliteModule | undefined;

export function sqliteModule(): SqliteModule {
  return (loaded ??= builtIn() ?? packaged());
}

/** Null where Node has none, or one from before statements told of their columns. */
function builtIn(): SqliteModule | null {
  const warnings = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  // Node says once that this is experimental. Nobody who runs a relay can do anything about it.
  process.emitWarning = () => undefined;
  try {
    const found = process.getBuiltinModule('node:sqlite') as SqliteModule | undefined;
    return found !== undefined && 'columns' in found.StatementSync.prototype ? found : null;
  } finally {
    if (warnings !== undefined) Object.defineProperty(process, 'emitWarning', warnings);
  }
}

function packaged(): SqliteModule {
  try {
    return createRequire(import.meta.url)('@photostructure/sqlite') as SqliteModule;
  } catch (error) {
    throw new ConnectError(
      'SQLITE_MISSING',
      `Node ${process.versions.node} has no SQLite of its own, and the package @photostructure/sqlite cannot be loaded here`,
      'Use Node 22.16 or newer, or install the package: npm install --include=optional.',
      { cause: error },
    );
  }
}
