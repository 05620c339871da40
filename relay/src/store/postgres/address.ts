import type { PoolConfig } from 'pg';
import {
  assertEncryptedAsAsked,
  assertKnown,
  bindsChannel,
  invalid,
  PASSED_OVER,
} from './address-parameters.js';

/** Where a database is, and how to get in. */
export interface Address {
  readonly options: Pick<PoolConfig, 'connectionString' | 'enableChannelBinding'>;
  /** The same without its password, for people. */
  readonly shown: string;
}

const PROTOCOLS: readonly string[] = ['postgres:', 'postgresql:'];

/**
 * Reads `DATABASE_URL`. Its `sslmode` means what it means to Postgres' own programs: `require` encrypts and believes any
 * certificate, `verify-full` checks it, against `sslrootcert` where that is given. But `prefer` is as good as `require`: nothing goes out in
 * clear because somebody on the way has taken the offer of TLS away.
 */
export function addressOf(databaseUrl: string): Address {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  const fault = faultOf(url);
  if (url === null || fault !== null) {
    throw invalid(
      fault ?? 'cannot be read',
      'Write it as postgres://USER:PASSWORD@HOST:5432/DATABASE, with what is special in the password percent-encoded.',
    );
  }
  assertEncryptedAsAsked(url.searchParams);
  assertKnown(url.searchParams);
  const shown = `${url.protocol}//${url.username === '' ? '' : `${url.username}@`}${url.host}${url.pathname}`;
  const enableChannelBinding = bindsChannel(url.searchParams);
  for (const name of PASSED_OVER) url.searchParams.delete(name);
  // Postgres' own meaning of the modes, in the words of the driver.
  url.searchParams.set('uselibpqcompat', 'true');
  return { options: { connectionString: url.href, enableChannelBinding }, shown };
}

/** Nothing of the address is shown: where it is read wrongly, a part of the password may stand anywhere in it. */
function faultOf(url: URL | null): string | null {
  if (url === null) return 'is not the address of a Postgres database';
  if (!PROTOCOLS.includes(url.protocol))
    return `is not the address of a Postgres database but of ${url.protocol}//`;
  if (url.hostname === '') return 'names no host';
  if (url.pathname.length < 2) return 'names no database';
  return /[/@]/.test(url.pathname.slice(1)) ? 'has a / or an @ in the name of its database' : null;
}
