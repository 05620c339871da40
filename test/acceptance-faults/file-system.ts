import { spawnSync } from 'node:child_process';
import { setImmediate as nextTick } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeAfterTest } from '../support/closing.js';
import { heapAfterCollection } from '../support/heap.js';

function mount(...args: readonly string[]): boolean {
  return spawnSync('mount', args, { stdio: 'ignore' }).status === 0;
}

/** A file system of its own, of so many megabytes, that is gone after the test. */
export class SmallFileSystem {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'convoso-connect-fs-'));

  constructor(megabytes: number) {
    if (!mount('-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', this.folder))
      throw new Error(`no file system could be mounted on ${this.folder}`);
    closeAfterTest(() => {
      spawnSync('umount', ['--lazy', this.folder], { stdio: 'ignore' });
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  mountAgain(how: 'ro' | 'rw'): void {
    if (!mount('-o', `remount,${how}`, this.folder)) throw new Error(`it could not be mounted ${how}`);
  }

  /** SQLite for an older Node holds on to a file that was closed until it is collected, and so to the right to write. */
  async letGoOfClosedFiles(): Promise<void> {
    for (let times = 0; times < 3; times++) {
      heapAfterCollection();
      await nextTick();
    }
  }
}

/** Whether this user may mount file systems; says so where not, because tests are passed over then. */
export function mayMount(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'convoso-connect-fs-'));
  const may = mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
  if (may) spawnSync('umount', [folder], { stdio: 'ignore' });
  else
    console.warn('Faults of file systems are not tried out: only root may mount the small ones they need.');
  rmSync(folder, { recursive: true, force: true });
  return may;
}
