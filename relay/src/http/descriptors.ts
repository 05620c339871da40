import { readFileSync, readdirSync } from 'node:fs';

/** How many files and connections this process may have open at once; `Infinity` where the system does not say. */
export function descriptorLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch (error) {
    return isOutOfThem(error) ? 0 : Infinity;
  }
}

/** How many more it may open now; `Infinity` where the system does not say. */
export function freeDescriptors(): number {
  try {
    // The folder itself is open while it is read.
    return descriptorLimit() - (readdirSync('/proc/self/fd').length - 1);
  } catch (error) {
    return isOutOfThem(error) ? 0 : Infinity;
  }
}

function isOutOfThem(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EMFILE' || code === 'ENFILE';
}
