import { readFileSync, rmSync } from 'node:fs';
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

/** Leaves word in the data folder, which one relay has at a time, and takes it back with the function it gives. */
export function leaveWhereabouts(dataFolder: string, whereabouts: Whereabouts): () => void {
  writePrivately(fileIn(dataFolder), `${JSON.stringify(whereabouts)}\n`);
  return () => rmSync(fileIn(dataFolder), { force: true });
}

/** What the last relay on a data folder left; null where none runs. One that was killed has left it behind. */
export function whereaboutsIn(dataFolder: string): Whereabouts | null {
  try {
    const { url, token } = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Partial<Whereabouts>;
    return typeof url === 'string' && URL.canParse(url) && typeof token === 'string' ? { url, token } : null;
  } catch {
    return null;
  }
}
