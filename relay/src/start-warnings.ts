import type { Log } from './log.js';

/** What whoever starts a relay is to know, and what they can do about it. Holds no secret. */
export interface StartWarning {
  readonly code: string;
  /** A sentence without its full stop. */
  readonly message: string;
  readonly remedy: string;
}

/** Takes what a start has to warn of. */
export type Warn = (warning: StartWarning) => void;

/** What one start warned of: each is in the log, and the first screen shows it to the person who reads no log. */
export class StartWarnings {
  readonly #log: Pick<Log, 'warn'>;
  readonly #all: StartWarning[] = [];

  constructor(log: Pick<Log, 'warn'>) {
    this.#log = log;
  }

  readonly add: Warn = (warning) => {
    const { code, message, remedy } = warning;
    this.#log.warn({ code }, `${message}. ${remedy}`);
    this.#all.push(warning);
  };

  get all(): readonly StartWarning[] {
    return this.#all;
  }
}
