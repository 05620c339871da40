import { decodeBase64 } from './base64.js';
import { decodedPart } from './mask-pairs.js';
import { isSensitiveName } from './sensitive-names.js';

/** How a configured secret is written: query pairs, pipe-delimited headers, one value, or a URL that holds some. */
export type SecretKind = 'query' | 'headers' | 'plain' | 'url';

/** Headers that say nothing secret and whose values occur everywhere (`application/json`). */
const HARMLESS_HEADERS = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-type',
  'user-agent',
]);

/**
 * Every value inside a configured secret that must not be shown, without repeats and blanks: the parts by which
 * it would turn up in requests, answers and errors. For `createMasker`, which skips those that are too short.
 */
export function secretValues(kind: SecretKind, text: string): string[] {
  const found = VALUES_OF[kind](text);
  return [...new Set(found)].filter((value) => value.trim() !== '');
}

const VALUES_OF: Readonly<Record<SecretKind, (text: string) => string[]>> = {
  query: queryValues,
  headers: headerListValues,
  plain: (text) => [text, text.trim()],
  url: (text) => [...passwordOf(text), ...namedInUrl(text)],
};

/** `format=json` beside a key says how to answer; masking the word everywhere would make logs unreadable. */
const SHORTEST_UNNAMED_SECRET = 8;

function queryValues(text: string): string[] {
  const query = text.trim().replace(/^[?&]+/, '');
  const values = query.split('&').flatMap((pair) => {
    const equals = pair.indexOf('=');
    const raw = pair.slice(equals + 1);
    const named = equals === -1 || isSensitiveName(decodedPart(pair.slice(0, equals)));
    return named || raw.length >= SHORTEST_UNNAMED_SECRET ? [raw, decodedPart(raw)] : [];
  });
  return [query, ...values];
}

/** The list as in domain-facts E.1: `Name: value|Name: value`, where `\|` is a pipe inside a value. */
function headerListValues(text: string): string[] {
  return text.split(/(?<!\\)\|/).flatMap((header) => {
    const colon = header.indexOf(':');
    const name = header.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = header
      .slice(colon + 1)
      .trim()
      .replaceAll('\\|', '|');
    if (HARMLESS_HEADERS.has(name)) return [];
    return isSensitiveName(name) ? [value, ...credentialParts(value)] : [value];
  });
}

/** What stands behind a scheme word (`OAuth TOKEN`), in quotes behind it, and inside Basic credentials. */
function credentialParts(value: string): string[] {
  const [, scheme = '', credentials = ''] = /^([A-Za-z][\w-]*)\s+(\S.*)$/.exec(value) ?? [];
  if (credentials === '') return [];
  const quoted = Array.from(credentials.matchAll(/"([^"]+)"/g), ([, inner = '']) => inner);
  return [credentials, ...quoted, ...(scheme.toLowerCase() === 'basic' ? basicParts(credentials) : [])];
}

/** `user:password` and the password; the user too where there is no password, as it then is the key. */
function basicParts(credentials: string): string[] {
  const decoded = decodeBase64(credentials);
  if (decoded === undefined) return [];
  const colon = decoded.indexOf(':');
  const [user, password] = [decoded.slice(0, Math.max(colon, 0)), decoded.slice(colon + 1)];
  return [decoded, password === '' ? user : password];
}

function passwordOf(text: string): string[] {
  const [, password = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#:]*:([^/?#]*)@/i.exec(text.trim()) ?? [];
  return [password, percentDecoded(password)];
}

/** What the query and the fragment hold under names by which a URL is masked: a destination may repeat it alone. */
function namedInUrl(text: string): string[] {
  const pairs = text.trim().split(/[?#&]/).slice(1);
  return pairs.flatMap((pair) => {
    const equals = pair.indexOf('=');
    if (equals === -1 || !isSensitiveName(decodedPart(pair.slice(0, equals)))) return [];
    const raw = pair.slice(equals + 1);
    return [raw, decodedPart(raw)];
  });
}

/** A `+` in the user part of a URL is a plus, unlike in a query. */
function percentDecoded(raw: string): string {
  return decodedPart(raw.replaceAll('+', '%2B'));
}
