import { looksLikeJson, maskJsonText } from './mask-json-text.js';
import { MASK } from './mask-values.js';
import { isSensitiveName } from './sensitive-names.js';

/**
 * A query string or form body with the values of sensitive names masked and every other byte as it is. JSON that
 * travels as a name or a value (domain-facts B.2, shape 3) is masked by its keys.
 */
export function maskPairs(text: string): string {
  if (looksLikeJson(text)) return maskJsonText(text);
  return text.split('&').map(maskPair).join('&');
}

/** One part of a pair as it reads decoded; left alone where it is not properly encoded. */
export function decodedPart(raw: string): string {
  if (!/[%+]/.test(raw)) return raw;
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    return raw;
  }
}

function maskPair(pair: string): string {
  const equals = pair.indexOf('=');
  const name = equals === -1 ? pair : pair.slice(0, equals);
  const rest = equals === -1 ? '' : pair.slice(equals + 1);
  const separator = equals === -1 ? '' : '=';
  if (looksLikeJson(decodedPart(name))) return maskEncodedJson(name) + separator + maskEncodedJson(rest);
  if (rest !== '' && isSensitiveName(decodedPart(name))) return `${name}=${MASK}`;
  return name + separator + maskEncodedJson(rest);
}

/** Only a part that holds a sensitive key is written anew; every other stays byte for byte. */
function maskEncodedJson(raw: string): string {
  const decoded = decodedPart(raw);
  if (!looksLikeJson(decoded)) return raw;
  const masked = maskJsonText(decoded);
  return masked === decoded ? raw : encodeURIComponent(masked);
}
