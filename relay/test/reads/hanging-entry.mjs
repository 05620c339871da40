import { parentPort, threadId } from 'node:worker_threads';

// Speaks as the reader's thread does: tells its own number for `latestOccurrences`, hangs for ever at `deliveries`, and
// never answers anything else.
parentPort.on('message', (message) => {
  if (message.name === 'latestOccurrences') {
    parentPort.postMessage({ id: message.id, ok: true, value: [threadId] });
  }
  while (message.name === 'deliveries');
});
