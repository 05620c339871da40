import { SHORTEST_UNNAMED_SECRET, type Credential } from './credential.js';
import { decodedPart } from './mask-pairs.js';
import { isSensitiveName } from './sensitive-names.js';

/** The query of API Authentication as it is sent, without what would begin it twice. */
export function queryOf(text: string): string {
  return text.trim().replace(/^[?&]+/, '');
}

/** The parts of a query that hold a credential, as they are sent. */
export function credentialParts(text: string): string[] {
  // As the request has it: a # would end the query there.
  return credentialPairs(text).map(({ pair }) => pair.replaceAll('#', '%23'));
}

export function queryCredentials(text: string): Credential[] {
  return credentialPairs(text).map(({ raw, position }) => ({
    position,
    spellings: [raw, decodedPart(raw)],
    cores: [decodedPart(raw)],
  }));
}

interface Pair {
  readonly pair: string;
  /** What stands behind the name, as written. */
  readonly raw: string;
  readonly position: number;
}

/**
 * The pairs whose names or lengths say that they hold a credential; where none does, all of them, because something
 * in a query that is there to authenticate has to be one.
 */
function credentialPairs(text: string): Pair[] {
  const pairs = queryOf(text)
    .split('&')
    .map((pair, index) => ({ pair, raw: pair.slice(pair.indexOf('=') + 1), position: index + 1 }))
    .filter(({ raw }) => raw !== '');
  const telling = pairs.filter(({ pair, raw }) => {
    const equals = pair.indexOf('=');
    const named = equals === -1 || isSensitiveName(decodedPart(pair.slice(0, equals)));
    return named || raw.length >= SHORTEST_UNNAMED_SECRET;
  });
  return telling.length > 0 ? telling : pairs;
}
