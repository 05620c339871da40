import type { ConnectConfig } from '@convoso-connect/core/config';
import type { StoreReads } from '../store/store.js';
import type { Change, Changed } from './change.js';
import { asStored } from './compared.js';
import { Conflicts } from './config-conflict.js';
import type { ConfigInStore } from './config-in-store.js';
import type { ConfigKeeper } from './config-keeper.js';
import type { ConfigChanging } from './config-truth.js';
import { prepareChange } from './prepared-change.js';
import { revisionToRestore } from './revision-to-restore.js';
import { SecretNotKept } from './secret-not-kept.js';

export interface ChangesInStoreParts {
  readonly store: Pick<StoreReads, 'configuration'>;
  readonly keeper: ConfigKeeper;
  readonly truth: ConfigInStore;
  readonly digestKey: Buffer;
}

/**
 * Changes a configuration that stands in the store alone. Whether the revision that a change is based on is still the latest is decided
 * as the change is stored, so that of two relays which are given one at the same time, one makes it. The new document has to be usable
 * here; the revision that it takes the place of need not be, or else nobody could mend it whose relay lacks what that refers to.
 */
export class ChangesInStore implements ConfigChanging {
  readonly #parts: ChangesInStoreParts;
  readonly #conflicts: Conflicts;

  constructor(parts: ChangesInStoreParts) {
    this.#parts = parts;
    this.#conflicts = new Conflicts(parts);
  }

  put(change: Change): Promise<Changed> {
    return this.#parts.truth.inTurn(() => this.#put(change, undefined));
  }

  restore(revision: number, change: Omit<Change, 'text'>): Promise<Changed> {
    return this.#parts.truth.inTurn(async () => {
      const { config, text } = await revisionToRestore(this.#parts, revision);
      // What was accepted once is accepted again, whatever rules have been tightened since.
      return { ...(await this.#put({ ...change, text }, config)), restored: revision };
    });
  }

  async #put(change: Change, accepted: ConnectConfig | undefined): Promise<Changed> {
    const { keeper, truth } = this.#parts;
    const upon = await truth.latest();
    const { number } = upon;
    if (change.base !== number) throw await this.#conflicts.configChanged(change, upon);
    const { document, changes } = await prepareChange(keeper, change, { upon, accepted });
    if (!asStored(document.config).complete) throw new SecretNotKept(document.config, 'the store alone');
    const made = {
      ...{ changes, warnings: document.warnings },
      ...{ notWritten: null, replaced: null, restored: null },
    };
    if (change.mode === 'check') return { ...made, revision: number, saved: null };
    if (changes.length === 0) return { ...made, revision: number, saved: 'store' };
    const adopted = await keeper.adoptUpon(document, { by: change.by, insteadOf: null }, upon);
    if (adopted === null) throw await this.#conflicts.configChanged(change, await truth.latest());
    await truth.cured();
    return { ...made, revision: adopted.revision.number, saved: 'store' };
  }
}
