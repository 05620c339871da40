// Copies the log as the thread of the relay does, or breaks off where the name of the file asks for that.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const Database = createRequire(import.meta.url)('better-sqlite3');
const database = new Database(workerData.file);

parentPort.on('message', () => {
  if (database.pragma('user_version', { simple: true }) === 13) throw new Error('broken on purpose');
  const [{ log, checkpointed }] = database.pragma('wal_checkpoint(passive)');
  parentPort.postMessage({ pages: log, checkpointed });
});
