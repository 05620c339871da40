import { decodedPart } from '../secrets/mask-pairs.js';
import { isSensitiveName } from '../secrets/sensitive-names.js';
import { isPlaceholder } from '../secrets/url-placeholders.js';

/** The names in a URL's query whose values are likely credentials, as in Balto's `?token=…` (domain-facts E.1). */
export function sensitiveQueryNames(url: string): string[] {
  const [, query = ''] = /^[^?#]*\?([^#]*)/.exec(url) ?? [];
  return query
    .split('&')
    .filter((pair) => /=./.test(pair) && !isPlaceholder(pair.slice(pair.indexOf('=') + 1)))
    .map((pair) => decodedPart(pair.slice(0, pair.indexOf('='))))
    .filter(isSensitiveName);
}
