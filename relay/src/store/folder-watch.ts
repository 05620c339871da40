import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Log } from '../log.js';
import { folderFaults } from './folder-faults.js';
import type { FolderLock } from './folder-lock.js';
import { LockWatch } from './lock-watch.js';
import { LogWatch } from './log-watch.js';
import { databaseFile } from './database-file.js';
import { rawOf, type Db } from './sqlite.js';
import type { FolderFault } from './store-fault.js';

export interface FolderWatchParts {
  readonly dataFolder: string;
  readonly lock: FolderLock;
  readonly db: Db;
  readonly log: Log;
  /** Called once for what only a person can put right. */
  readonly tell: (fault: FolderFault) => void;
}

/**
 * Looks after the files that a running relay rests on. The lock is put back where somebody removed it. A database that was
 * removed lives on without a name: what is written to it would be gone with the process, so nothing more is to be
 * acknowledged, and what it holds is given a name again as the relay ends.
 */
export class FolderWatch {
  readonly #parts: FolderWatchParts;
  readonly #file: string;
  /** The database and its log; the latter is there as soon as something has been written. */
  readonly #files: readonly { readonly name: string; readonly inode: number | null }[];
  readonly #logWatch: LogWatch;
  readonly #lockWatch: LockWatch;
  #fault: FolderFault | null = null;
  /** In bytes, the most that the database was found to have: the relay itself never makes it smaller. */
  #largest = 0;

  constructor(parts: FolderWatchParts) {
    this.#parts = parts;
    this.#file = databaseFile(parts.dataFolder);
    this.#files = ['', '-wal'].map((part) => {
      const name = this.#file + part;
      return { name, inode: inodeOf(name) };
    });
    this.#lockWatch = new LockWatch(parts);
    this.#logWatch = new LogWatch(`${this.#file}-wal`);
    this.#largest = sizeOf(this.#file);
  }

  /** Why nothing more may be acknowledged; null while all is well. */
  get fault(): FolderFault | null {
    return this.#fault ?? this.#lockWatch.fault;
  }

  beat(): void {
    if (this.fault === null) this.#checkDatabase();
    if (this.fault === null) this.#lockWatch.beat();
  }

  #checkDatabase(): void {
    const lost = this.#lost;
    if (lost !== undefined) {
      this.#failed(folderFaults.replaced(lost, this.#placeForRescue()));
      return;
    }
    const there = sizeOf(this.#file);
    if (there < this.#largest) this.#failed(folderFaults.cutOff(this.#file, { there, known: this.#largest }));
    else if (this.#logWatch.isCutOff()) this.#failed(folderFaults.logCutOff(`${this.#file}-wal`));
    this.#largest = Math.max(this.#largest, there);
  }

  /** The name under which the file that the relay works with is found no more. */
  get #lost(): string | undefined {
    return this.#files.find(({ name, inode }) => inodeOf(name) !== inode)?.name;
  }

  #failed(fault: FolderFault): void {
    this.#fault = fault;
    this.#parts.log.error({ code: fault.fault.code }, `${fault.message}. ${fault.fault.remedy}`);
    this.#parts.tell(fault);
  }

  /** Writes a database that has lost its name to the disk. To be called when nothing writes to it any more. */
  rescue(): void {
    const { dataFolder, db, log } = this.#parts;
    if (!existsSync(dataFolder)) {
      log.error({ code: 'FOLDER_GONE' }, `the data folder ${dataFolder} is gone, and what it held with it`);
      return;
    }
    // A log without a name is emptied into the database as that is closed.
    if (this.#lost !== this.#file) return;
    const place = this.#placeForRescue();
    const draft = `${this.#file}.rescue-draft`;
    rmSync(draft, { force: true });
    // SQLite fills an empty file, and makes a new one readable for all.
    writeFileSync(draft, '', { mode: 0o600 });
    rawOf(db).run('vacuum into ?', draft);
    for (const part of ['-wal', '-shm']) if (place === this.#file) rmSync(this.#file + part, { force: true });
    renameSync(draft, place);
    log.warn({ code: 'STORE_RESCUED' }, `what the database held was written to ${place}`);
  }

  /** Its own name where that is free; what somebody has put there since is left alone. */
  #placeForRescue(): string {
    return existsSync(this.#file) ? `${this.#file}.rescued` : this.#file;
  }
}

function inodeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? null;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
