import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

interface Seen {
  readonly bytes: number;
  /** The two numbers that SQLite draws anew whenever it begins the log anew. */
  readonly salts: string;
}

const HEADER_BYTES = 32;
/** But for its last bit, which says in which order the bytes of the checksums stand. */
const MAGIC = 0x377f0682;

/**
 * Tells whether somebody has cut a write-ahead log off under SQLite, which goes on writing where it was: what it wrote
 * before is a hole then, and a crash, or the next checkpoint, loses it. SQLite itself empties a log, or begins it anew
 * with other salts, and never makes one shorter that it goes on with.
 */
export class LogWatch {
  readonly #file: string;
  #before: Seen | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  /** False where there is no log, or it is empty or whole. Other handles of a log may be closed: its locks are elsewhere. */
  isCutOff(): boolean {
    const seen = this.#look();
    if (seen === 'unreadable') return true;
    const isShorter = seen !== null && this.#before?.salts === seen.salts && seen.bytes < this.#before.bytes;
    this.#before = seen;
    return isShorter;
  }

  #look(): Seen | 'unreadable' | null {
    const header = Buffer.alloc(HEADER_BYTES);
    let handle: number;
    try {
      handle = openSync(this.#file, 'r');
    } catch {
      // That it is gone is told elsewhere; and where no file can be opened, nothing can be said of this one.
      return null;
    }
    try {
      const { size: bytes } = fstatSync(handle);
      if (bytes === 0) return null;
      const isWhole = readSync(handle, header, 0, HEADER_BYTES, 0) === HEADER_BYTES;
      if (!isWhole || (header.readUInt32BE(0) & ~1) !== MAGIC) return 'unreadable';
      return { bytes, salts: header.toString('hex', 16, 24) };
    } finally {
      closeSync(handle);
    }
  }
}
