import { parsedUrl } from '../parsed-url.js';
import type { Refusal } from '../refusal.js';

const REMEDY =
  'Write smtps://USER:PASSWORD@HOST:465 or smtp://USER:PASSWORD@HOST:587, with what is special in user and password ' +
  'percent-encoded: %23 for #, %40 for @, %2F for /, %3F for ?, %25 for %.';

/** What servers are reached by where an address names no port. */
const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/**
 * What is wrong with the address of a mail server; null where mail can be handed over by it. Nothing of the address is
 * told: where it is read wrongly, a part of its password may stand anywhere in it.
 *
 * @example
 * ```ts
 * smtpUrlFault('smtps://relay:pa#ss@mail.example.test')?.code;
 * // → 'BAD_SMTP_URL'
 * ```
 */
export function smtpUrlFault(text: string): Refusal | null {
  const message = whatIsWrong(text);
  return message === null ? null : { code: 'BAD_SMTP_URL', message, remedy: REMEDY };
}

/**
 * The same of an address that is to be saved: nothing may stand in it that nothing reads. Whoever writes `?tls=no` expects
 * something of it. Mails still go by one that was saved before there was this rule.
 */
export function savedSmtpUrlFault(text: string): Refusal | null {
  const fault = smtpUrlFault(text);
  if (fault !== null) return fault;
  const message = whatIsNotRead(text);
  return message === null ? null : { code: 'BAD_SMTP_URL', message, remedy: REMEDY };
}

/**
 * Which port a mail server is reached by. Port 0 is none; earlier versions took it for one that is not named.
 *
 * @example
 * ```ts
 * smtpPort(new URL('smtps://mail.example.test')); // → 465
 * ```
 */
export function smtpPort({ host, hostname, protocol }: URL): number {
  return Number(host.slice(hostname.length + 1)) || (PORTS[protocol] ?? 25);
}

function whatIsNotRead(text: string): string | null {
  const { host, pathname } = new URL(text);
  if (host.endsWith(':0')) return 'Its port is 0, by which no server is reached.';
  return !['', '/'].includes(pathname) || /[?#]/.test(text)
    ? 'This has a path, a ? or a # behind its host, and nothing of that is read.'
    : null;
}

function whatIsWrong(text: string): string | null {
  if (!/^\s*smtps?:\/\//i.test(text)) return 'This does not begin with smtps:// or smtp://.';
  const url = parsedUrl(text);
  if (url === null)
    return 'This cannot be read: the host or the port is none, or something special in user or password is not percent-encoded.';
  const { hostname, username, password, pathname, search, hash } = url;
  if (`${pathname}${search}${hash}`.includes('@'))
    return 'This has an @ behind its host: a /, a ? or a # in user or password is not percent-encoded.';
  if (hostname === '') return 'This names no host.';
  if (/[%\s]/.test(hostname)) return 'This names no host that could be looked up.';
  return isDecodable(username) && isDecodable(password)
    ? null
    : 'This has a % in user or password that stands for nothing.';
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
