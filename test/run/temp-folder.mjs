import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where Linux keeps a file system in memory. */
const MEMORY = '/dev/shm';
/** Less than this may not hold what the tests write side by side; a container often has 64 MB. */
const NEEDED_BYTES = 2 * 1024 ** 3;

/**
 * Gives the tests of a run a folder for temporary files in memory, where there is one. A relay waits for the disk at
 * each commit, and most tests start relays: that is waiting, and nothing is learnt from it. Tests that pull the plug
 * write to the disk all the same, and in the long form (CHECK_FULL=1) all do.
 */
export function useTempFolder() {
  if (process.env['CHECK_FULL'] === '1' || process.env['TMPDIR'] !== undefined || !hasMemory()) return;
  const folder = mkdtempSync(path.join(MEMORY, 'convoso-connect-tests-'));
  // What is set here reaches the workers, and the processes that tests start.
  process.env['TMPDIR_ON_DISK'] = tmpdir();
  process.env['TMPDIR'] = folder;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  // The memory has to come back from a run that was broken off, too.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      remove();
      process.kill(process.pid, signal);
    });
  }
}

function hasMemory() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= NEEDED_BYTES;
  } catch {
    return false;
  }
}
