import type { StoredSecrets } from '../seals/stored-secrets.js';
import type { StoreReads } from '../store/store.js';

type ConfigurationStore = Pick<StoreReads, 'configuration'>;

/** Knows whether the revision accepted last counts in the place of a file that could not be written. */
export class InsteadOfFile {
  readonly #store: ConfigurationStore;
  readonly #secrets: Pick<StoredSecrets, 'digest' | 'isDigestOf'>;

  constructor(store: ConfigurationStore, secrets: Pick<StoredSecrets, 'digest' | 'isDigestOf'>) {
    this.#store = store;
    this.#secrets = secrets;
  }

  /** What to keep of the text of a file, by which it is known again. */
  digest(text: string): string {
    return this.#secrets.digest(text);
  }

  /** It does, until the file says something else than it did. */
  async counts(text: string): Promise<boolean> {
    const { configuration } = this.#store;
    const latest = await configuration.latest();
    const origin = latest === undefined ? undefined : await configuration.origin(latest.revision);
    return typeof origin?.insteadOf === 'string' && this.#secrets.isDigestOf(origin.insteadOf, text);
  }
}
