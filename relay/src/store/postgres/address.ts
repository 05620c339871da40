import { accessSync, constants } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import { nearest } from '@convoso-connect/core/config';
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
  // Postgres' own meaning of the modes, in the words of the driver.
  url.searchParams.set('uselibpqcompat', 'true');
  return { options: { connectionString: url.href }, shown };
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

const MODES: readonly string[] = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** The parameters that name files, as the driver knows them. */
const FILES: readonly string[] = ['sslrootcert', 'sslcert', 'sslkey'];

/** The driver takes what it does not know for no encryption, or for another one, without a word. */
function assertEncryptedAsAsked(parameters: URLSearchParams): void {
  for (const [name, value] of parameters) {
    const isKnown = FILES.includes(name) || (name === 'sslmode' && MODES.includes(value));
    if (/^ssl/i.test(name) && !isKnown)
      throw invalid(
        `asks for ${name}=${value}, which is no way to encrypt`,
        `Write sslmode=MODE with one of ${MODES.join(', ')}; files are named by ${FILES.join(', ')}.`,
      );
    const unreadable = FILES.includes(name) ? whyUnreadable(value) : null;
    if (unreadable !== null)
      throw invalid(
        `names the file ${name}=${value}, which cannot be read (${unreadable})`,
        'Give its path on the machine of the relay, and let the user that runs the relay read it.',
      );
  }
  if (parameters.get('sslmode') === 'verify-ca' && !parameters.has('sslrootcert'))
    throw invalid(
      'asks for sslmode=verify-ca and names no authority',
      'Add sslrootcert=FILE with the certificate of the authority, or write sslmode=verify-full.',
    );
}

/** All that may be asked for behind the name of the database. */
const KNOWN: readonly string[] = ['sslmode', ...FILES, 'application_name', 'options'];

/**
 * The driver passes over what it does not know without a word, and takes whatever is called as its own settings are in the place of the
 * relay's, such as how long an answer is waited for. The value is not shown: it may be a password.
 */
function assertKnown(parameters: URLSearchParams): void {
  for (const name of parameters.keys()) {
    if (KNOWN.includes(name)) continue;
    const meant = nearest(name, KNOWN);
    throw invalid(
      `has the parameter ${name}, which the relay does not know`,
      `${meant === undefined ? 'Leave it out' : `Write ${meant}, or leave it out`}; there are ${KNOWN.join(', ')}.`,
    );
  }
}

/** The operating system's code; null where the file can be read. */
function whyUnreadable(file: string): string | null {
  try {
    accessSync(file, constants.R_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'no reason known';
  }
}

function invalid(what: string, remedy: string): ConnectError {
  return new ConnectError('DATABASE_URL_INVALID', `DATABASE_URL ${what}`, remedy);
}
