import { ConnectError } from '@convoso-connect/core';
import { counted } from '../counted.js';
import type { Log } from '../log.js';
import { isKeyOf, newToken, sha256, type AdminKey } from './admin-key.js';
import { SHORTEST_KEY, makeKey, readKeyFile } from './key-file.js';

export interface ApiKeyParts {
  readonly dataFolder: string;
  /** `CONNECT_API_KEY`, which overrules the key in the data folder. */
  readonly given: string | undefined;
  readonly log: Log;
}

/** The key of a relay that has its store for itself: that of the environment or else the one that the data folder keeps. */
export class ApiKey implements AdminKey {
  readonly token = newToken();
  readonly #dataFolder: string;
  readonly #isGiven: boolean;
  #key: string;

  constructor({ dataFolder, given, log }: ApiKeyParts) {
    this.#dataFolder = dataFolder;
    const usable = usableKey(given, 'the data folder', log);
    this.#isGiven = usable !== null;
    this.#key = usable ?? readKeyFile(dataFolder) ?? makeKey(dataFolder);
  }

  get source(): 'environment' | 'data-folder' {
    return this.#isGiven ? 'environment' : 'data-folder';
  }

  get text(): string {
    return this.#key;
  }

  get mark(): string {
    return this.#key;
  }

  openedBy(authorization: string): 'admin' | 'commandLine' | null {
    const isKey = isKeyOf(authorization, sha256(this.#key));
    const isToken = isKeyOf(authorization, sha256(this.token));
    if (isKey) return 'admin';
    return isToken ? 'commandLine' : null;
  }

  rotate(): Promise<void> {
    if (this.#isGiven) return Promise.reject(keyOfEnvironment('the data folder'));
    this.#key = makeKey(this.#dataFolder);
    return Promise.resolve();
  }

  lookAgain(): Promise<void> {
    return Promise.resolve();
  }
}

/** Where the key comes from of a relay that is given none. */
export type KeyKeeper = 'the data folder' | 'all relays on the database';

/** The key that was given; null where none was, or a short one, which opens nothing. That is said, and keeps no relay from taking calls in: an upgrade must not lose one. */
export function usableKey(
  given: string | undefined,
  keeper: KeyKeeper,
  log: Pick<Log, 'warn'>,
): string | null {
  if (given === undefined) return null;
  if (given.length >= SHORTEST_KEY) return given;
  log.warn({ code: 'API_KEY_TOO_SHORT' }, tooShort(given.length, keeper));
  return null;
}

export function keyOfEnvironment(keeper: KeyKeeper): ConnectError {
  return new ConnectError(
    'KEY_OF_ENVIRONMENT',
    'the API key is that of CONNECT_API_KEY, which only another start can change',
    keeper === 'the data folder'
      ? 'Set another CONNECT_API_KEY and start the relay again, or start it without: it then uses its own key.'
      : 'Set a CONNECT_API_KEY that no relay had before and start the relay again: it becomes the key of all relays on the database. ' +
          'Started without, the relay lets in whoever sends the one that they have.',
  );
}

function tooShort(length: number, keeper: KeyKeeper): string {
  return (
    `CONNECT_API_KEY has ${counted(length, 'character')}, fewer than ${SHORTEST_KEY}, and opens nothing; the key of ${keeper} ` +
    'is used instead. Show that one with: npm run connect -- key, or set a longer CONNECT_API_KEY.'
  );
}
