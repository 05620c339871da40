import type { KnownSecrets } from './known-secrets.js';
import { maskJsonText } from './mask-json-text.js';
import { maskJsonValue } from './mask-json-value.js';
import { maskMarkup } from './mask-markup.js';
import { maskPairs, maskStretches, plain, type PairMasking, type Stretch } from './mask-pairs.js';
import { MASK, valueMasker } from './mask-values.js';
import { secretPathAt } from './secret-paths.js';
import { isSensitiveName, isKeyOfUrl } from './sensitive-names.js';

/** A header or a parameter, by its name. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** How a body is written; `text` has no names to go by. */
export type BodyKind = 'form' | 'json' | 'markup' | 'text';

/**
 * Masks what is stored or shown: by name (`isSensitiveName`) where there are names, and by value everywhere.
 * Whatever is not secret stays byte for byte, so that a log shows what was really sent.
 *
 * Values are masked before they are written as JSON, never afterwards: a mask in place of a number leaves no JSON.
 */
export interface Masker {
  /** By value only, for words: reasons, errors, mails. Not for JSON: that is what `json` and `body` are for. */
  text(text: string): string;
  /** User and password, sensitive query and fragment parameters, then by value. Relative URLs are fine. */
  url(url: string): string;
  headers(headers: readonly NamedValue[]): NamedValue[];
  /** A text that came or goes as it is. Of `json`, and of JSON inside a form, it leaves JSON that can be read. */
  body(text: string, kind: BodyKind): string;
  /** A copy of structured data, read as `JSON.stringify` reads it; objects come without a prototype. */
  value(value: unknown): unknown;
  /** The same by value only, for data that is used further and whose keys are somebody's own. */
  data(value: unknown): unknown;
  /** The JSON text of a value after it was masked; `null` for a value that JSON has no text for. */
  json(value: unknown): string;
}

/** Headers whose value is itself a URL. */
const URL_HEADERS = new Set(['location', 'content-location', 'referer']);

/**
 * A masker for the secrets of one configuration, compiled once.
 *
 * @example
 * ```ts
 * const masker = createMasker({ values: ['planted-secret'], queryParts: [] });
 * masker.text('refused: planted-secret is unknown');
 * // → 'refused: [masked] is unknown'
 * ```
 */
export function createMasker({ values, queryParts }: KnownSecrets): Masker {
  const text = valueMasker(values);
  const secretParts = new Set(queryParts);
  const inQuery: PairMasking = { maskText: text, isSecretPart: (part) => secretParts.has(part) };
  const across = acrossPairs(values, secretParts);
  const url = rememberingUrls((address) => maskStretches(urlStretches(across(address), inQuery), text));
  const value = (shown: unknown) => maskJsonValue(shown, { maskText: text, isSecretKey: isSensitiveName });

  return {
    text,
    url,
    headers: (headers) =>
      headers.map(({ name, value: held }) => {
        if (isSensitiveName(name)) return { name, value: held === '' ? '' : MASK };
        return { name, value: URL_HEADERS.has(name.toLowerCase()) ? url(held) : text(held) };
      }),
    body: (body, kind) => {
      if (kind === 'text') return text(body);
      // A notice in HTML may stand before the JSON.
      if (kind === 'markup') return maskJsonText(maskMarkup(body), text);
      if (kind === 'json') return maskJsonText(body, text);
      return maskStretches(maskPairs(across(body), { maskText: text, isSecretPart: () => false }), text);
    },
    value,
    data: (used) => maskJsonValue(used, { maskText: text, isSecretKey: () => false }),
    json: (shown) => JSON.stringify(value(shown) ?? null),
  };
}

const MOST_URLS = 100;
const LONGEST_URL = 500;

/** Nearly all attempts go to the same few addresses, and are logged with them. */
function rememberingUrls(mask: (url: string) => string): (url: string) => string {
  const masked = new Map<string, string>();
  return (url) => {
    const known = masked.get(url);
    if (known !== undefined) return known;
    const made = mask(url);
    if (url.length > LONGEST_URL) return made;
    if (masked.size >= MOST_URLS) masked.clear();
    masked.set(url, made);
    return made;
  };
}

/**
 * Masks the values that reach over several pairs, before a pair of them is masked by its name and the rest would be found
 * no more. A query that is known pair by pair is masked so, and stays readable.
 */
function acrossPairs(values: readonly string[], secretParts: ReadonlySet<string>): (text: string) => string {
  return valueMasker(
    values.filter((value) => value.includes('&') && !value.split('&').some((part) => secretParts.has(part))),
  );
}

function urlStretches(url: string, masking: PairMasking): Stretch[] {
  const [, beforeQuery = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(url) ?? [];
  const inUrl = {
    ...masking,
    isSecretPart: (part: string) => masking.isSecretPart(part) || isKeyOfUrl(part),
  };
  return [
    plain(maskUserInfo(maskSecretPath(beforeQuery))),
    ...afterMark(query, inUrl),
    ...afterMark(fragment, inUrl),
  ];
}

function maskSecretPath(beforeQuery: string): string {
  const at = secretPathAt(beforeQuery);
  return at === null ? beforeQuery : beforeQuery.slice(0, at) + MASK;
}

/** Both parts, since many systems take an API key as the user name. */
function maskUserInfo(beforeQuery: string): string {
  return beforeQuery.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)[^/]+@/i, `$1${MASK}@`);
}

/** The pairs after the `?` or `#`, which itself stays. */
function afterMark(part: string, masking: PairMasking): Stretch[] {
  return [plain(part.slice(0, 1)), ...maskPairs(part.slice(1), masking)];
}
