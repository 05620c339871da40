import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { writePrivately } from './key-file.js';

/** Where the relay of a data folder answers, and a token that opens its API for as long as it runs. */
export interface Whereabouts {
  readonly url: string;
  readonly token: string;
}

function fileIn(dataFolder: string): string {
  return path.join(dataFolder, 'running.json');
}

/** What the relay leaves, with the folder that it has left it in: a copy of that folder leads nobody to a relay that runs on another one. */
interface Word extends Whereabouts {
  readonly folder: string;
}

/** A folder by what the system has it by, under whichever name: a container knows it under another one than its host. */
function identityOf(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  return `${dev}:${ino}`;
}

/** Leaves word in the data folder, which one relay has at a time, and takes it back with the function it gives. */
export function leaveWhereabouts(dataFolder: string, whereabouts: Whereabouts): () => void {
  const word: Word = { ...whereabouts, folder: identityOf(dataFolder) };
  writePrivately(fileIn(dataFolder), `${JSON.stringify(word)}\n`);
  return () => rmSync(fileIn(dataFolder), { force: true });
}

/** What the last relay on a data folder left; null where none runs. One that was killed has left it behind. */
export function whereaboutsIn(dataFolder: string): Whereabouts | null {
  try {
    const { url, token, folder } = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Partial<Word>;
    // An earlier version, which goes on while the commands are newer, names no folder.
    if (folder !== undefined && folder !== identityOf(dataFolder)) return null;
    return typeof url === 'string' && URL.canParse(url) && typeof token === 'string' ? { url, token } : null;
  } catch {
    return null;
  }
}
