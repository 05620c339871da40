import type { OwnNames } from './own-names.js';

/** Where browsers may sign in, as `settings.console` says. */
export type ConsoleReach = 'local' | 'public' | 'off';

/**
 * Under which names the relay lets browsers in. It is no lock: whoever comes through still needs a session. It keeps what is
 * for people away from a name that only Convoso needs to reach, unless somebody wants it there.
 */
export class ConsoleDoor {
  readonly #names: OwnNames;
  readonly #reach: () => ConsoleReach;

  constructor(names: OwnNames, reach: () => ConsoleReach) {
    this.#names = names;
    this.#reach = reach;
  }

  get reach(): ConsoleReach {
    return this.#reach();
  }

  /** Where it is open to people on other machines; null where it is not. */
  get publicOrigin(): string | null {
    return this.#reach() === 'public' ? this.#names.publicOrigin : null;
  }

  /** Whether it is open under the name and port of a Host header. */
  isOpenUnder(host: string): boolean {
    return this.#origins.some((origin) => new URL(origin).host === host.toLowerCase());
  }

  /** Whether a page of this origin may be one of the console's. */
  hasOrigin(origin: string): boolean {
    return this.#origins.includes(origin);
  }

  get #origins(): readonly string[] {
    const reach = this.#reach();
    if (reach === 'off') return [];
    return reach === 'local' ? this.#names.localOrigins : this.#names.origins;
  }
}
