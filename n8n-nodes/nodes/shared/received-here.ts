import { BoundedMap } from './bounded-map';

/**
 * Which events the triggers of this process have received. In queue mode n8n receives in one process and executes in
 * others, and tells a node neither: an event that came a moment ago, and not here, is how it shows.
 */
class ReceivedHere {
  /** Epoch milliseconds. */
  readonly since = Date.now();
  readonly #ids = new BoundedMap<string, true>(50_000);

  note(id: string): void {
    this.#ids.set(id, true);
  }

  /** Whether another process has received it while this one ran. `receivedAt` is in epoch milliseconds. */
  isElsewhere({ id, receivedAt }: { readonly id: string; readonly receivedAt: number }): boolean {
    return receivedAt > this.since && this.#ids.get(id) === undefined;
  }
}

export const receivedHere = new ReceivedHere();
