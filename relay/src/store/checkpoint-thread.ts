import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { CheckpointMade } from './checkpoints.js';

/*
 * The thread of the checkpoints: it copies whatever stands in the write-ahead log when it is told to. What another
 * connection still reads stays in the log, and so does what is written meanwhile.
 */

const { file } = workerData as { readonly file: string };
const database = new Database(file, { fileMustExist: true });
database.pragma('synchronous = NORMAL');
database.pragma('wal_autocheckpoint = 0');

parentPort?.on('message', () => {
  const [{ log } = { log: 0 }] = database.pragma('wal_checkpoint(passive)') as { log: number }[];
  parentPort?.postMessage({ pages: log } satisfies CheckpointMade);
});
