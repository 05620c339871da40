import { writeSync } from 'node:fs';
import { once } from 'node:events';
import { Session } from 'node:inspector';
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

/** What the process has to answer within when it is asked where it is; it cannot where it waits inside native code. */
const ASK_MS = 5_000;
/** Lines of a stack; a recursion may have thousands. */
const SHOWN_FRAMES = 20;

const { beats, limitMs } = workerData;
let doing = 'nothing that it told of';
parentPort.on('message', (told) => (doing = told));
parentPort.postMessage('watching');

let last = Atomics.load(beats, 0);
for (;;) {
  await wait(limitMs);
  const now = Atomics.load(beats, 0);
  if (now === last) await end();
  last = now;
}

async function end() {
  const where = await Promise.race([stackOfProcess(), wait(ASK_MS, '    (inside native code)')]);
  const seconds = Math.floor(limitMs / 1000);
  writeSync(
    2,
    `\nStuck: no turn was taken for ${seconds} s, so the process is killed, in\n  ${doing}\n${where}\n`,
  );
  process.kill(process.pid, 'SIGKILL');
}

async function stackOfProcess() {
  const session = new Session();
  session.connectToMainThread();
  const files = new Map();
  session.on('Debugger.scriptParsed', ({ params }) => files.set(params.scriptId, params.url));
  session.post('Debugger.enable');
  const paused = once(session, 'Debugger.paused');
  session.post('Debugger.pause');
  const [{ params }] = await paused;
  return params.callFrames
    .slice(0, SHOWN_FRAMES)
    .map(({ functionName, location: { scriptId, lineNumber } }) => {
      return `    at ${functionName || '(anonymous)'} (${files.get(scriptId)}:${lineNumber + 1})`;
    })
    .join('\n');
}
