import { ConnectError } from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import type { StoreReads } from '../store/store.js';
import type { Change, Changed } from './change.js';
import { asStored } from './compared.js';
import { Conflicts } from './config-conflict.js';
import type { ConfigFile, LookedAt } from './config-file.js';
import type { ConfigKeeper, ReadDocument } from './config-keeper.js';
import type { ConfigChanging } from './config-truth.js';
import type { InsteadOfFile } from './instead-of-file.js';
import { prepareChange } from './prepared-change.js';
import { revisionToRestore } from './revision-to-restore.js';
import { SecretNotKept } from './secret-not-kept.js';
import { textForFile } from './text-for-file.js';

export interface ChangeParts {
  readonly store: Pick<StoreReads, 'configuration'>;
  readonly keeper: ConfigKeeper;
  readonly file: ConfigFile;
  readonly instead: InsteadOfFile;
  readonly digestKey: Buffer;
}

/**
 * Changes the configuration from elsewhere than its file, so that file and store stay one truth. A change is made on the
 * revision that it is based on, or not at all; it stands in the file before it is stored, and is stored before it is in
 * force: a relay that is killed in between starts with the one or the other, whole. A file that cannot be written keeps
 * saying what it says, and the store's revision counts until it says something else.
 */
export class ConfigChanges implements ConfigChanging {
  readonly #parts: ChangeParts;
  readonly #conflicts: Conflicts;

  constructor(parts: ChangeParts) {
    this.#parts = parts;
    this.#conflicts = new Conflicts(parts);
  }

  put(change: Change): Promise<Changed> {
    return this.#parts.file.inTurn(() => this.#put(change, undefined));
  }

  restore(revision: number, change: Omit<Change, 'text'>): Promise<Changed> {
    return this.#parts.file.inTurn(async () => {
      const { config, text } = await revisionToRestore(this.#parts, revision);
      // What was accepted once is accepted again, whatever rules have been tightened since.
      return { ...(await this.#put({ ...change, text }, config)), restored: revision };
    });
  }

  async #put(change: Change, accepted: ConnectConfig | undefined): Promise<Changed> {
    const { keeper } = this.#parts;
    const { revision: upon } = keeper.current;
    const { number } = upon;
    if (change.base !== number) throw await this.#conflicts.configChanged(change, upon);
    const { text: before, isSettled } = await this.#fileText(change);
    const { text, document, changes } = await prepareChange(keeper, change, { upon, accepted });
    const isOther = changes.length > 0;
    const replaced = isSettled ? null : ('edit' as const);
    const answer = { changes, warnings: document.warnings, replaced, restored: null };
    const as = (saved: Changed['saved']) => ({ ...answer, revision: number, saved, notWritten: null });
    if (change.mode === 'check') return as(null);
    // The file says this already, in the words and the order of whoever keeps it.
    if (!isOther && isSettled && !this.#parts.file.isReplaced) return as('file');
    const after = textForFile(text, before);
    return { ...answer, ...(await this.#make(change, document, { before, after, isOther })) };
  }

  /** What the file says, which is what the running configuration has come of, or what the caller has seen. */
  async #fileText(change: Change): Promise<LookedAt> {
    let found;
    try {
      found = this.#parts.file.look();
    } catch (error) {
      throw await this.#conflicts.fileUnreadable(change, error);
    }
    const isKnown = found.isSettled || this.#conflicts.digest(found.text) === change.overFile;
    if (!isKnown) throw await this.#conflicts.fileChanged(change, found.text);
    return found;
  }

  async #make(
    change: Change,
    document: ReadDocument,
    { before, after, isOther }: { before: string; after: string; isOther: boolean },
  ): Promise<Pick<Changed, 'revision' | 'saved' | 'notWritten'>> {
    const { keeper, file } = this.#parts;
    try {
      const { revision } = await file.write({ before, after }, () =>
        keeper.adopt(document, { by: change.by, insteadOf: null }),
      );
      return { revision: revision.number, saved: 'file', notWritten: null };
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      if (error.code === 'CONFIG_CHANGED_MEANWHILE')
        throw await this.#conflicts.fileChanged(change, file.look().text);
      if (!isReadOnly(error)) throw error;
      const notWritten = { message: error.message, remedy: takeTheDocument(file.name) };
      const saved = isOther || file.isReplaced ? 'store' : 'file';
      const revision = saved === 'file' ? change.base : await this.#store(change, document, before);
      return { revision, saved, notWritten };
    }
  }

  /** In the store alone, which keeps no secrets that stand in a document. */
  async #store(change: Change, document: ReadDocument, fileText: string): Promise<number> {
    const { keeper, file, instead } = this.#parts;
    if (!asStored(document.config).complete)
      throw new SecretNotKept(document.config, 'the file cannot be written');
    const insteadOf = instead.digest(fileText);
    const { revision } = await keeper.adopt(document, { by: change.by, insteadOf });
    file.replacedBy(fileText);
    return revision.number;
  }
}

const READ_ONLY: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV']);

/** Whether a file was not written because it, or its folder, is not there to be written by the relay. */
function isReadOnly({ code, cause }: ConnectError): boolean {
  return code === 'CONFIG_NOT_WRITTEN' && READ_ONLY.has((cause as NodeJS.ErrnoException | undefined)?.code);
}

function takeTheDocument(file: string): string {
  return (
    `The store has the change, and it counts until ${file} changes. Put what GET /api/config/document ` +
    'gives there, so that the file says the same.'
  );
}
