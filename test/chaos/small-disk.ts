import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeAfterTest } from '../acceptance-process/support/closing.js';

/** A disk that can be filled up, and emptied again. */
export interface SmallDisk {
  readonly folder: string;
  fill(): void;
  empty(): void;
}

/** A disk of so many megabytes, in memory. Only root can mount one. */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(path.join(process.env['TMPDIR_ON_DISK'] ?? tmpdir(), 'small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  closeAfterTest(() => {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  // The server, which is another user, puts its own folder here.
  chmodSync(folder, 0o755);
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill: () => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    empty: () => rmSync(filler),
  };
}
