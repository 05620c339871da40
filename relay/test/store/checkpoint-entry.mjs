// Copies the log as the thread of the relay does, or breaks off where the name of the file asks for that.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const { DatabaseSync } =
  process.getBuiltinModule('node:sqlite') ?? createRequire(import.meta.url)('@photostructure/sqlite');
const database = new DatabaseSync(workerData.file);
const userVersion = database.prepare('pragma user_version');
const checkpoint = database.prepare('pragma wal_checkpoint(passive)');

parentPort.on('message', (order) => {
  if (order === 'end') {
    database.close();
    parentPort.close();
    return;
  }
  if (userVersion.get().user_version === 13) throw new Error('broken on purpose');
  const { log, checkpointed } = checkpoint.get();
  parentPort.postMessage({ pages: log, checkpointed });
});
