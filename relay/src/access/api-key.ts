import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConnectError } from '@convoso-connect/core';
import type { Log } from '../log.js';
import { SHORTEST_KEY, makeKey, readKeyFile } from './key-file.js';

export interface ApiKeyParts {
  readonly dataFolder: string;
  /** `CONNECT_API_KEY`, which overrules the key in the data folder. */
  readonly given: string | undefined;
  readonly log: Log;
}

/**
 * What opens the API: the key of the environment or else the one that the data folder keeps, and, for the command line
 * on the same folder, a token that ends with this process. So the command line needs to know no key, and a lasting key
 * is never sent to whatever may listen on the port of a relay that is gone.
 */
export class ApiKey {
  readonly token = randomBytes(24).toString('base64url');
  readonly #dataFolder: string;
  readonly #isGiven: boolean;
  #key: string;

  constructor({ dataFolder, given, log }: ApiKeyParts) {
    this.#dataFolder = dataFolder;
    this.#isGiven = given !== undefined && given.length >= SHORTEST_KEY;
    this.#key = this.#isGiven ? String(given) : (readKeyFile(dataFolder) ?? makeKey(dataFolder));
    // A short key opens nothing, and keeps no relay from taking calls in either: an upgrade must not lose one.
    if (given !== undefined && !this.#isGiven)
      log.warn({ code: 'API_KEY_TOO_SHORT' }, tooShort(given.length));
  }

  /** Where the key comes from. */
  get source(): 'environment' | 'data-folder' {
    return this.#isGiven ? 'environment' : 'data-folder';
  }

  /** For what must know the key to mask it; never to be logged or shown. */
  get text(): string {
    return this.#key;
  }

  /**
   * Who sends an `Authorization` header that opens the API; null where it does not. Neither length nor beginning of the
   * key shows in the time taken.
   */
  openedBy(authorization: string): 'admin' | 'commandLine' | null {
    // The scheme may be written in any case, the key may not.
    const given = digest(authorization.replace(/^bearer /i, 'Bearer '));
    const isKey = timingSafeEqual(given, digest(`Bearer ${this.#key}`));
    const isToken = timingSafeEqual(given, digest(`Bearer ${this.token}`));
    if (isKey) return 'admin';
    return isToken ? 'commandLine' : null;
  }

  /** The key of before opens nothing any more. Throws a `ConnectError` where it is not the data folder's to change. */
  rotate(): void {
    if (this.#isGiven) throw keyOfEnvironment();
    this.#key = makeKey(this.#dataFolder);
  }
}

export function keyOfEnvironment(): ConnectError {
  return new ConnectError(
    'KEY_OF_ENVIRONMENT',
    'the API key is that of CONNECT_API_KEY, which the data folder cannot change',
    'Set another CONNECT_API_KEY and start the relay again, or start it without: it then uses its own key.',
  );
}

function tooShort(length: number): string {
  return (
    `CONNECT_API_KEY has ${length} characters, fewer than ${SHORTEST_KEY}, and opens nothing; the key of the data ` +
    'folder is used instead. Show that one with: npm run connect -- key, or set a longer CONNECT_API_KEY.'
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
