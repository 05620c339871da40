import { ConnectError } from '@convoso-connect/core';
import type { PoolConfig } from 'pg';

/** Where a database is, and how to get in. */
export interface Address {
  readonly options: Pick<PoolConfig, 'connectionString'>;
  /** The same without its password, for people. */
  readonly shown: string;
}

const PROTOCOLS: readonly string[] = ['postgres:', 'postgresql:'];

/**
 * Reads `DATABASE_URL`. Its `sslmode` means what it means to Postgres' own programs: `require` encrypts and believes any
 * certificate, `verify-full` checks it, against `sslrootcert` where that is given.
 */
export function addressOf(databaseUrl: string): Address {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  if (url === null || !PROTOCOLS.includes(url.protocol) || url.hostname === '' || url.pathname.length < 2) {
    throw new ConnectError(
      'DATABASE_URL_INVALID',
      `DATABASE_URL is not the address of a Postgres database${url === null ? '' : ` but of ${url.protocol}//`}`,
      'Write it as postgres://USER:PASSWORD@HOST:5432/DATABASE, with what is special in the password percent-encoded.',
    );
  }
  const shown = `${url.protocol}//${url.username === '' ? '' : `${url.username}@`}${url.host}${url.pathname}`;
  // Postgres' own meaning of the modes, in the words of the driver.
  url.searchParams.set('uselibpqcompat', 'true');
  return { options: { connectionString: url.href }, shown };
}
