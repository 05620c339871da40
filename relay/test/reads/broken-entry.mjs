import { parentPort, workerData } from 'node:worker_threads';

// Speaks as the reader's thread does: answers `latestOccurrences` with how the thread is called, breaks down at
// `occurrence`, and never answers anything else.
parentPort.on('message', (message) => {
  if (message.kind === 'abandon') parentPort.postMessage({ id: -message.id, ok: true, value: null });
  else if (message.name === 'latestOccurrences') {
    parentPort.postMessage({ id: message.id, ok: true, value: [workerData.dataFolder] });
  } else if (message.name === 'occurrence') process.exit(3);
  else if (message.name === 'log') throw new Error('thrown outside of a read');
});
