import { maskJsonText } from './mask-json-text.js';
import { maskJsonValue } from './mask-json-value.js';
import { maskPairs } from './mask-pairs.js';
import { MASK, valueMasker } from './mask-values.js';
import { isSensitiveName } from './sensitive-names.js';

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** How a body is written; `text` has no names to go by. */
export type BodyKind = 'form' | 'json' | 'text';

/**
 * Masks what is stored or shown: by name (`isSensitiveName`) where there are names, and by value everywhere.
 * Whatever is not secret stays byte for byte, so that a log shows what was really sent.
 */
export interface Masker {
  /** By value only. */
  text(text: string): string;
  /** User and password, sensitive query and fragment parameters, then by value. Relative URLs are fine. */
  url(url: string): string;
  headers(headers: readonly NamedValue[]): NamedValue[];
  body(text: string, kind: BodyKind): string;
  /** A copy of structured data, read as `JSON.stringify` reads it; objects come without a prototype. */
  json(value: unknown): unknown;
}

/** Headers whose value is itself a URL. */
const URL_HEADERS = new Set(['location', 'content-location', 'referer']);

/**
 * A masker for the secrets of one configuration, compiled once. `secretValues` says what to pass for each kind
 * of secret. Values under 4 characters are masked by name only.
 */
export function createMasker({ values }: { readonly values: readonly string[] }): Masker {
  const text = valueMasker(values);
  const url = (address: string) => text(maskUrlByName(address));

  return {
    text,
    url,
    headers: (headers) =>
      headers.map(({ name, value }) => {
        if (isSensitiveName(name)) return { name, value: value === '' ? '' : MASK };
        return { name, value: URL_HEADERS.has(name.toLowerCase()) ? url(value) : text(value) };
      }),
    body: (body, kind) => text(maskBodyByName(body, kind)),
    json: (value) => maskJsonValue(value, text),
  };
}

function maskBodyByName(body: string, kind: BodyKind): string {
  if (kind === 'form') return maskPairs(body);
  return kind === 'json' ? maskJsonText(body) : body;
}

function maskUrlByName(url: string): string {
  const [, beforeQuery = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(url) ?? [];
  return maskUserInfo(beforeQuery) + maskAfterMark(query) + maskAfterMark(fragment);
}

/** Both parts, since many systems take an API key as the user name. */
function maskUserInfo(beforeQuery: string): string {
  return beforeQuery.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)[^/]+@/i, `$1${MASK}@`);
}

/** The pairs after the `?` or `#`, which itself stays. */
function maskAfterMark(part: string): string {
  return part.slice(0, 1) + maskPairs(part.slice(1));
}
