import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadArgs, ReadName } from './catalogue.js';
import { openReadsAt, type StorePlace } from '../store/place.js';
import { ReadExecutor, encoded } from './executor.js';
import { errorMessage, type FromThread, type ToThread } from './thread-messages.js';

/*
 * The thread of the reader: it carries out what it is asked for, several reads at a time, each a step after the other
 * between its pauses.
 */

/** Below the rest of the relay, at whatever priority that runs, so that a busy machine takes calls in first. */
const NICENESS = 10;
const LOWEST = os.constants.priority.PRIORITY_LOW;

// Only Linux gives a thread a priority of its own; elsewhere this would slow the whole process down.
if (process.platform === 'linux') os.setPriority(Math.min(os.getPriority() + NICENESS, LOWEST));

const place = workerData as StorePlace;
const executor = new ReadExecutor(() => openReadsAt(place));
const underWay = new Map<number, AbortController>();

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'abandon') underWay.get(message.id)?.abort();
  else void carryOut(message);
});

async function carryOut({ id, name, args, as }: Extract<ToThread, { kind: 'ask' }>): Promise<void> {
  const abandoned = new AbortController();
  underWay.set(id, abandoned);
  try {
    const value = await executor.run(name, args as ReadArgs<ReadName>, abandoned.signal);
    if (as === 'value') answer({ id, ok: true, value });
    else answerJson(id, value);
  } catch (error) {
    if (!abandoned.signal.aborted) answer({ id, ok: false, error: errorMessage(error) });
  } finally {
    underWay.delete(id);
  }
}

/** The bytes are handed over and not copied. */
function answerJson(id: number, value: unknown): void {
  const bytes = encoded(value);
  answer({ id, ok: true, value: bytes }, bytes === null ? [] : [bytes.buffer]);
}

function answer(message: FromThread, handedOver: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, handedOver);
}
