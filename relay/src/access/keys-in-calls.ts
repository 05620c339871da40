import { MASK, createMasker, type Masker } from '@convoso-connect/core';
import type { AdminKey } from './admin-key.js';
import type { NamedKeys } from './named-keys.js';

/** A named key wherever it stands, also where somebody has percent-encoded the signs in it. */
const NAMED = /connect(?:_|%5f)[a-z2-7]{10}(?:_|%5f)(?:[A-Za-z0-9_-]|%5f|%2d){32}/giu;

/** A key that opens the API: a named one by its name, the admin key as null. */
export interface FoundKey {
  readonly name: string | null;
}

/** Looks through the parts of one call. */
export interface KeySearch {
  /** A text of any kind without the keys that are in it. */
  readonly text: Masker['text'];
  /** The same for a JSON text, which stays one. */
  readonly json: (text: string) => string;
  /** The keys seen so far that open the API, each once. */
  readonly found: () => readonly FoundKey[];
}

/**
 * Knows the keys of the API where they do not belong: in what comes to hooks. Whoever may see calls would find them there,
 * and could do all that they open. What looks like a named key is masked also where it opens nothing any more.
 */
export class KeysInCalls {
  readonly #key: AdminKey;
  readonly #keys: NamedKeys;
  readonly #now: () => number;
  #admin: { readonly key: string; readonly masker: Masker } | null = null;

  constructor({ key, keys, now }: { key: AdminKey; keys: NamedKeys; now: () => number }) {
    this.#key = key;
    this.#keys = keys;
    this.#now = now;
  }

  search(): KeySearch {
    const admin = this.#adminMasker();
    const found = new Map<string | null, FoundKey>();
    const without = (text: string, maskAdmin: (text: string) => string): string => {
      const masked = maskAdmin(text);
      if (masked !== text) found.set(null, { name: null });
      return masked.replace(NAMED, (key) => {
        const name = this.#nameOf(key);
        if (name !== null) found.set(name, { name });
        return MASK;
      });
    };
    return {
      text: (text) => without(text, (each) => admin.text(each)),
      // By names as well, as whatever is found in JSON; but only where there is a key.
      json: (text) => without(text, (each) => (admin.text(each) === each ? each : admin.body(each, 'json'))),
      found: () => [...found.values()],
    };
  }

  /** The name of a key that opens the API; null where it opens nothing. */
  #nameOf(text: string): string | null {
    const key = text.replace(/%5f/gi, '_').replace(/%2d/gi, '-');
    const opened = this.#keys.opens(`Bearer ${key}`, this.#now());
    return opened.kind === 'open' ? opened.key.name : null;
  }

  /** Made once for each admin key, which can be replaced while the relay runs. */
  #adminMasker(): Pick<Masker, 'text' | 'body'> {
    const key = this.#key.text;
    if (key === null) return NOT_KNOWN;
    if (this.#admin?.key !== key)
      this.#admin = { key, masker: createMasker({ values: spellingsOf(key), queryParts: [] }) };
    return this.#admin.masker;
  }
}

/** A relay that only knows the digest of the admin key finds it nowhere, until somebody has sent it. */
const NOT_KNOWN: Pick<Masker, 'text' | 'body'> = { text: (text) => text, body: (text) => text };

/** The key as it is, and where somebody has percent-encoded the signs of it that need no encoding. */
function spellingsOf(key: string): string[] {
  const encoded = key.replace(/_/g, '%5F').replace(/-/g, '%2D');
  return [
    ...new Set([
      key,
      key.replace(/_/g, '%5F'),
      encoded,
      encoded.replace(/%../g, (part) => part.toLowerCase()),
    ]),
  ];
}
