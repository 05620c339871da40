import { clearInterval, setInterval } from 'node:timers';
import { shown } from './shown-path.mjs';

/** How long a file may run before it is named, and how often those that still run are named. */
const NAMED_AFTER_MS = 4 * 60_000;

/**
 * Names the files that have been running for long, and the test that each of them is at, so that a run that is ended from
 * outside has said where it hung: jest itself names a file only when that file has ended.
 */
export default class UnfinishedReporter {
  #print;
  #now;
  #every;
  /** @type {Map<string, { begun: number, test: string | null }>} the files that run, by their path */
  #running = new Map();
  #timer;

  /** What a test of it replaces: the clock, the timer, and where the lines go, which is stderr as with all of jest's. */
  constructor(
    _globalConfig,
    { print = (text) => process.stderr.write(text), now = Date.now, every = setInterval } = {},
  ) {
    this.#print = print;
    this.#now = now;
    this.#every = every;
  }

  onRunStart() {
    this.#timer = this.#every(() => this.#name(), NAMED_AFTER_MS);
    this.#timer?.unref?.();
  }

  onTestFileStart({ path }) {
    this.#running.set(path, { begun: this.#now(), test: null });
  }

  onTestCaseStart({ path }, { fullName }) {
    const file = this.#running.get(path);
    if (file !== undefined) file.test = fullName;
  }

  onTestFileResult({ path }) {
    this.#running.delete(path);
  }

  onRunComplete() {
    clearInterval(this.#timer);
  }

  #name() {
    for (const [path, { begun, test }] of this.#running) {
      const milliseconds = this.#now() - begun;
      if (milliseconds < NAMED_AFTER_MS) continue;
      const at = test === null ? 'before its first test' : `at "${test}"`;
      this.#print(`Still running after ${Math.floor(milliseconds / 1000)} s: ${shown(path)}, ${at}\n`);
    }
  }
}
