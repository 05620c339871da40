import type { Credential } from './credential.js';
import { headerCredentials } from './header-credentials.js';
import type { KnownSecrets } from './known-secrets.js';
import { decodedPart } from './mask-pairs.js';
import { isMaskedByValue } from './mask-values.js';
import { credentialParts, queryCredentials, queryOf } from './query-credentials.js';
import { secretPathAt } from './secret-paths.js';
import { isKeyOfUrl, isSensitiveName } from './sensitive-names.js';

/** How a configured secret is written: query pairs, pipe-delimited headers, one value, a URL that holds some, or a part of one. */
export type SecretKind = 'query' | 'headers' | 'plain' | 'url' | 'part of a URL';

const CREDENTIALS: Readonly<Record<SecretKind, (text: string) => Credential[]>> = {
  query: queryCredentials,
  headers: headerCredentials,
  plain: (text) => [{ position: 1, spellings: [text, text.trim()], cores: [text.trim()] }],
  url: (text) => [...passwordOf(text), ...pathOf(text), ...namedInUrl(text)],
  'part of a URL': (text) => [{ position: 1, spellings: partSpellings(text), cores: [decodedPart(text)] }],
};

/**
 * What a configured secret makes a masker know: the parts by which it would turn up in requests, answers and errors,
 * without repeats and blanks.
 */
export function secretsIn(kind: SecretKind, text: string): KnownSecrets {
  const spellings = CREDENTIALS[kind](text).flatMap((credential) => credential.spellings);
  const values = kind === 'query' ? [queryOf(text), ...spellings] : spellings;
  return {
    values: [...new Set(values)].filter((value) => value.trim() !== ''),
    queryParts: kind === 'query' ? credentialParts(text) : [],
  };
}

/** Which headers or parameters of a configured secret hold one too short to be masked by value, counted from 1. */
export function shortSecretsIn(kind: SecretKind, text: string): number[] {
  const short = CREDENTIALS[kind](text).filter(({ cores }) => {
    return cores.some((core) => core !== '') && !cores.some(isMaskedByValue);
  });
  return short.map(({ position }) => position);
}

function passwordOf(text: string): Credential[] {
  const [, password = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#:]*:([^/?#]*)@/i.exec(text.trim()) ?? [];
  // A `+` in the user part of a URL is a plus, unlike in a query.
  const decoded = decodedPart(password.replaceAll('+', '%2B'));
  return password === '' ? [] : [{ position: 1, spellings: [password, decoded], cores: [decoded] }];
}

/** The path of an address that is a key, and its last part, by which it may be told from its account alone. */
function pathOf(text: string): Credential[] {
  const [address = ''] = text.trim().split(/[?#]/, 1);
  const at = secretPathAt(address);
  if (at === null) return [];
  const secret = address.slice(at).replace(/\/+$/, '');
  const last = secret.slice(secret.lastIndexOf('/') + 1);
  return secret === '' ? [] : [{ position: 1, spellings: [secret, last], cores: [secret] }];
}

/** As it stands, as it reads decoded, and its last segment, by which it may be told from its account alone. */
function partSpellings(text: string): string[] {
  const last = text.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return [text, decodedPart(text), last, decodedPart(last)];
}

/** What the query and the fragment hold under names by which a URL is masked: a destination may repeat it alone. */
function namedInUrl(text: string): Credential[] {
  const pairs = text.trim().split(/[?#&]/).slice(1);
  return pairs.flatMap((pair, index) => {
    const equals = pair.indexOf('=');
    const isSecret = isSensitiveName(decodedPart(pair.slice(0, Math.max(equals, 0)))) || isKeyOfUrl(pair);
    if (equals === -1 || !isSecret) return [];
    const raw = pair.slice(equals + 1);
    return [{ position: index + 1, spellings: [raw, decodedPart(raw)], cores: [decodedPart(raw)] }];
  });
}
