import { accessSync, constants } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import { nearest } from '@convoso-connect/core/config';

/* What may stand behind the `?` of `DATABASE_URL`. */

const MODES: readonly string[] = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** The parameters that name files, as the driver knows them. */
const FILES: readonly string[] = ['sslrootcert', 'sslcert', 'sslkey'];

/** The driver takes what it does not know for no encryption, or for another one, without a word. */
export function assertEncryptedAsAsked(parameters: URLSearchParams): void {
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

const CHANNEL_BINDING = 'channel_binding';

/** All that may be asked for behind the name of the database. */
const KNOWN: readonly string[] = ['sslmode', ...FILES, 'application_name', 'options', CHANNEL_BINDING];

/**
 * What addresses have that providers of databases hand out, and that asks for nothing which the relay does not see to by itself: how long it
 * waits, that it may write, how it finds out that nobody is there, and that a pooler is in between.
 */
export const PASSED_OVER: readonly string[] = [
  ...['connect_timeout', 'target_session_attrs', 'client_encoding', 'fallback_application_name', 'pgbouncer'],
  ...['keepalives', 'keepalives_idle', 'keepalives_interval', 'keepalives_count', 'tcp_user_timeout'],
];

/**
 * The driver passes over what it does not know without a word, and takes whatever is called as its own settings are in the place of the
 * relay's, such as how long an answer is waited for. The value is not shown: it may be a password.
 */
export function assertKnown(parameters: URLSearchParams): void {
  for (const name of parameters.keys()) {
    if (KNOWN.includes(name) || PASSED_OVER.includes(name)) continue;
    const meant = nearest(name, KNOWN);
    throw invalid(
      `has the parameter ${name}, which the relay does not know`,
      `${meant === undefined ? 'Leave it out' : `Write ${meant}, or leave it out`}; there are ${KNOWN.join(', ')}.`,
    );
  }
}

const BINDINGS: readonly string[] = ['disable', 'prefer', 'require'];

/** Whether a login is to be bound to its encrypted connection, so that nobody in between can pass it on. It is wherever the database offers that. */
export function bindsChannel(parameters: URLSearchParams): boolean {
  const asked = parameters.get(CHANNEL_BINDING) ?? 'disable';
  if (BINDINGS.includes(asked)) return asked !== 'disable';
  throw invalid(
    `asks for ${CHANNEL_BINDING}=${asked}, which there is not`,
    `Write ${CHANNEL_BINDING}= with one of ${BINDINGS.join(', ')}, or leave it out.`,
  );
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

export function invalid(what: string, remedy: string): ConnectError {
  return new ConnectError('DATABASE_URL_INVALID', `DATABASE_URL ${what}`, remedy);
}
