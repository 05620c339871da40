import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { ROOT, say } from './run.mjs';

/** Beside node_modules and not within: npm clears that folder before a clean install. */
const MARK = join(ROOT, '.being-prepared');
const LOOK_AGAIN_MS = 200;
/** After that, a mark that says nothing was cut off. */
const WRITTEN_WITHIN_MS = 5_000;

let isHeld = false;

/**
 * Does what changes node_modules or the build while no other process of this clone does so, and waits for one that does:
 * two installations at once take each other's files away.
 *
 * @template T
 * @param {string} task as in "process 12 is ...", for whoever has to wait
 * @param {() => T} work ends before the process does anything else; may end the process
 * @param {string} mark the file that says who is at work
 * @returns {T}
 */
export function alone(task, work, mark = MARK) {
  if (isHeld) return work();
  take(mark, task);
  isHeld = true;
  const letGo = () => {
    isHeld = false;
    rmSync(mark, { force: true });
  };
  // The work may end the process, as it does when npm fails.
  process.once('exit', letGo);
  try {
    return work();
  } finally {
    process.off('exit', letGo);
    letGo();
  }
}

/**
 * Puts this process in the place of another one that works alone, which may end before the work does.
 *
 * @param {number} pid of the other one
 */
export function takeOver(pid, mark = MARK) {
  const holder = holderOf(mark);
  if (holder?.pid !== pid) return;
  const next = `${mark}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify({ ...holder, pid: process.pid })}\n`);
  renameSync(next, mark);
}

function take(mark, task) {
  let toldOf;
  while (!isMade(mark, task)) {
    const holder = holderOf(mark);
    if (holder === undefined) continue;
    if (!isAtWork(holder)) {
      removeMarkOf(holder, mark);
      continue;
    }
    if (holder.pid !== undefined && toldOf !== holder.pid) {
      say(
        `Process ${holder.pid} is ${holder.task} in this folder; waiting until it has finished … ` +
          `(If process ${holder.pid} is something else, remove ${mark}.)`,
      );
    }
    toldOf = holder.pid;
    pause(LOOK_AGAIN_MS);
  }
}

/** Whether the file was made just now; not where it is there already. */
function isMade(mark, task) {
  try {
    writeFileSync(mark, `${JSON.stringify({ pid: process.pid, since: Date.now(), task })}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where the file has gone meanwhile; without a process where it says nothing, or nothing yet. */
function holderOf(mark) {
  try {
    const text = readFileSync(mark, 'utf8');
    return text.endsWith('\n') ? JSON.parse(text) : { since: statSync(mark).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Several may find the same dead process: whoever took away the mark of one that came after it puts it back. */
function removeMarkOf(holder, mark) {
  const aside = `${mark}.${process.pid}`;
  try {
    renameSync(mark, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  const { pid, since } = holderOf(aside);
  if (pid === holder.pid && since === holder.since) rmSync(aside);
  else renameSync(aside, mark);
}

/** Not when it was killed, nor when the machine has started anew since: its number may be another's by then. */
function isAtWork({ pid, since }) {
  if (since < Date.now() - uptime() * 1000) return false;
  if (pid === undefined) return Date.now() - since < WRITTEN_WITHIN_MS;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Scripts that prepare a start work step by step, so that the wait blocks as well. */
function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
