import type { Refusal } from '../refusal.js';

const AMBIGUOUS_HOST: Refusal = {
  code: 'AMBIGUOUS_HOST',
  message: 'Programs do not agree on the host of this address.',
  remedy:
    'Write the host as its name or its usual address, such as https://crm.example.test/calls, with no backslash.',
};

/**
 * Whether a valid API URL is spelled so that another reader may take another part of it for the host: a backslash, which
 * only browsers take for a slash; numbers for addresses (`2130706433`, `0x7f.1`); a host in percent-encoding, or in
 * characters that look like others. Null where its host is what it looks like.
 */
export function ambiguousHost(text: string): Refusal | null {
  const [, authority = '', path = ''] = /^\s*[a-z][a-z\d+.-]*:\/\/([^/?#]*)([^?#]*)/i.exec(text) ?? [];
  if (path.includes('\\')) return AMBIGUOUS_HOST;
  const host = authority.replace(/:\d*$/, '');
  if (host.startsWith('[')) return null;
  return isPlain(host) && isReadAs(text, host) ? null : AMBIGUOUS_HOST;
}

/** Without characters that readers of names turn into others, leave out or take for a slash or a dot. */
function isPlain(host: string): boolean {
  return host !== '' && host === host.normalize('NFKC') && !/[\\%\p{Cf}\u3002]/u.test(host);
}

/** Names in other scripts are called by a form of their own (`xn--…`), which is what there is to see. */
function isReadAs(text: string, host: string): boolean {
  const read = new URL(text).hostname;
  return /^[ -~]*$/.test(host) ? read === host.toLowerCase() : read.includes('xn--');
}
