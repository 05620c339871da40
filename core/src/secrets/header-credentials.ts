import { decodeBase64 } from './base64.js';
import { SHORTEST_UNNAMED_SECRET, type Credential } from './credential.js';
import { isSensitiveName } from './sensitive-names.js';

/** Headers that say how to talk, not who is talking, and whose values occur everywhere (`application/json`). */
const HARMLESS_HEADERS = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-type',
  'prefer',
  'user-agent',
  'x-requested-with',
]);

/**
 * Whether the value of a configured header is a credential. Its name decides; under a name that tells nothing a long
 * value may well be one (`X-Tenant: 8f14e45fceea`), and a short one is a setting (`X-Sandbox: true`).
 */
export function isCredentialHeader(name: string, value: string): boolean {
  if (HARMLESS_HEADERS.has(name.toLowerCase())) return false;
  return isSensitiveName(name) || value.length >= SHORTEST_UNNAMED_SECRET;
}

/** The credentials of a list as in domain-facts E.1: `Name: value|Name: value`, where `\|` is a pipe inside a value. */
export function headerCredentials(text: string): Credential[] {
  const pieces = text.split(/(?<!\\)\|/).filter((piece) => piece.trim() !== '');
  return pieces.flatMap((piece, index) => {
    const colon = piece.indexOf(':');
    const name = piece.slice(0, Math.max(colon, 0)).trim();
    const value = piece
      .slice(colon + 1)
      .trim()
      .replaceAll('\\|', '|');
    if (value === '' || !isCredentialHeader(name, value)) return [];
    const position = index + 1;
    if (!isSensitiveName(name)) return [{ position, spellings: [value], cores: [value] }];
    const { around, cores } = insideOf(value);
    return [
      { position, spellings: [value, ...around, ...cores], cores: cores.length === 0 ? [value] : cores },
    ];
  });
}

interface Inside {
  /** What holds the secret itself, and more. */
  readonly around: readonly string[];
  /** Empty where the value itself is the secret. */
  readonly cores: readonly string[];
}

/** What stands behind a scheme word (`OAuth TOKEN`), in quotes behind it, and inside Basic credentials. */
function insideOf(value: string): Inside {
  const [, scheme = '', credentials = ''] = /^([A-Za-z][\w-]*)\s+(\S.*)$/.exec(value) ?? [];
  if (credentials === '') return { around: [], cores: [] };
  const quoted = Array.from(credentials.matchAll(/"([^"]+)"/g), ([, inner = '']) => inner);
  if (quoted.length > 0) return { around: [credentials], cores: quoted };
  const decoded = scheme.toLowerCase() === 'basic' ? decodeBase64(credentials) : undefined;
  if (decoded === undefined) return { around: [], cores: [credentials] };
  return { around: [credentials, decoded], cores: [passwordIn(decoded)] };
}

/** Of `user:password` the password; the user where there is no password, as it then is the key. */
function passwordIn(userAndPassword: string): string {
  const colon = userAndPassword.indexOf(':');
  const password = userAndPassword.slice(colon + 1);
  return password === '' ? userAndPassword.slice(0, Math.max(colon, 0)) : password;
}
