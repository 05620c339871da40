import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointMade, CheckpointOrder } from './checkpoints.js';
import { Connection } from './driver.js';

/*
 * The thread of the checkpoints: it copies whatever stands in the write-ahead log when it is told to. What another
 * connection still reads stays in the log.
 */

const { file } = workerData as { readonly file: string };
const database = new Connection(file, { file: 'must-exist' });
database.exec('pragma synchronous = NORMAL; pragma wal_autocheckpoint = 0');

/** With fewer than so many pages left, another pass would hardly leave less. */
const FEW_PAGES = 100;
const MOST_PASSES = 4;

parentPort?.on('message', (order: CheckpointOrder) => {
  if (order === 'copy') parentPort?.postMessage({ pages: copyAll() } satisfies CheckpointMade);
  else {
    database.close();
    parentPort?.close();
  }
});

/**
 * The first pass takes long, and meanwhile much is added; the next ones take what was added, so that hardly anything is
 * left for the thread that takes calls in. Gives the length of the log.
 */
function copyAll(): number {
  let length = 0;
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    const before = length;
    [{ log: length } = { log: 0 }] = database.rows<{ log: number }>('pragma wal_checkpoint(passive)');
    if (length - before < FEW_PAGES) break;
  }
  return length;
}
