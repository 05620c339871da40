import { isJson, looksLikeJson, maskJsonText } from './mask-json-text.js';
import { MASK } from './mask-values.js';
import { isSensitiveName } from './sensitive-names.js';
import { isPlaceholder } from './url-placeholders.js';

/** A stretch of a URL or form. What is JSON is done with; the rest has still to be masked by value. */
export interface Stretch {
  readonly text: string;
  readonly isJson: boolean;
}

export interface PairMasking {
  readonly maskText: (text: string) => string;
  /** Whether a pair is masked for what it is, whatever its name. */
  readonly isSecretPart: (pair: string) => boolean;
}

/**
 * A query string or form body with the values of sensitive names masked, and JSON that travels as a name or a value
 * (domain-facts B.2, shape 3) masked as JSON. Every other byte stays as it is.
 */
export function maskPairs(text: string, masking: PairMasking): Stretch[] {
  if (looksLikeJson(text)) return [jsonStretch(text, text, masking.maskText)];
  return text.split('&').flatMap((pair, index) => {
    const stretches = maskPair(pair, masking);
    return index === 0 ? stretches : [plain('&'), ...stretches];
  });
}

/**
 * The stretches as one text, masked by value. What is not JSON is taken together where it hangs together, because a
 * secret may reach over several pairs; a mask that reached into JSON would leave none.
 */
export function maskStretches(stretches: readonly Stretch[], maskText: (text: string) => string): string {
  let masked = '';
  let pending = '';
  for (const { text, isJson: isDone } of stretches) {
    if (isDone) {
      masked += maskText(pending) + text;
      pending = '';
    } else pending += text;
  }
  return masked + maskText(pending);
}

export function plain(text: string): Stretch {
  return { text, isJson: false };
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

function maskPair(pair: string, { maskText, isSecretPart }: PairMasking): Stretch[] {
  const equals = pair.indexOf('=');
  const name = equals === -1 ? pair : pair.slice(0, equals);
  const rest = equals === -1 ? '' : pair.slice(equals + 1);
  const separator = equals === -1 ? '' : '=';
  if (isPlaceholder(rest)) return [plain(pair)];
  if (isSecretPart(pair)) return [plain(separator === '' ? MASK : `${name}=${MASK}`)];
  const encodedJson = (raw: string) => {
    const decoded = decodedPart(raw);
    return looksLikeJson(decoded) ? jsonStretch(raw, decoded, maskText) : plain(raw);
  };
  if (looksLikeJson(decodedPart(name))) return [encodedJson(name), plain(separator), encodedJson(rest)];
  if (rest !== '' && isSensitiveName(decodedPart(name))) return [plain(`${name}=${MASK}`)];
  return [plain(name + separator), encodedJson(rest)];
}

/** JSON as it stands in a text, given also as it reads decoded. Only where something is masked it is written anew. */
function jsonStretch(raw: string, decoded: string, maskText: (text: string) => string): Stretch {
  const masked = maskJsonText(decoded, maskText);
  const written = raw === decoded ? masked : encodeURIComponent(masked);
  return { text: masked === decoded ? raw : written, isJson: isJson(decoded) };
}
