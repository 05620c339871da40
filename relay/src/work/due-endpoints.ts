/**
 * The endpoints that may have actions to be taken up, each looked at in its turn: whatever waits at one keeps no other
 * from being served.
 */
export class DueEndpoints {
  readonly #queue = new Set<string>();
  /** Endpoints that may have more due than they have places for. */
  readonly #full = new Set<string>();
  #lookEverywhere = true;

  get mayHoldAny(): boolean {
    return this.#lookEverywhere || this.#queue.size > 0;
  }

  /** Whether some endpoint may have more due than could be taken up so far. */
  get isBehind(): boolean {
    return this.#queue.size + this.#full.size > 0;
  }

  /** Whether something may wait there that goes before what is planned now. */
  has(endpointId: string): boolean {
    return this.#queue.has(endpointId) || this.#full.has(endpointId);
  }

  /** Time has passed or others have changed the store: any endpoint may have something that is due. */
  lookEverywhere(): void {
    this.#lookEverywhere = true;
  }

  /** Whether the store is to be asked which endpoints have something due; from then on these are in the queue. */
  takeLookEverywhere(): boolean {
    const asked = this.#lookEverywhere;
    this.#lookEverywhere = false;
    return asked;
  }

  add(endpointIds: Iterable<string>): void {
    for (const id of endpointIds) this.#queue.add(id);
  }

  /** All of them, each to be said to be done with, or to come again after the others. */
  inTurn(): readonly string[] {
    return [...this.#queue];
  }

  /** An endpoint without a free place comes again when one of its attempts has ended. */
  waitsForPlace(endpointId: string): void {
    this.#queue.delete(endpointId);
    this.#full.add(endpointId);
  }

  placeFreed(endpointId: string): void {
    if (this.#full.delete(endpointId)) this.#queue.add(endpointId);
  }

  doneWith(endpointId: string): void {
    this.#queue.delete(endpointId);
  }

  comesAgain(endpointId: string): void {
    this.#queue.delete(endpointId);
    this.#queue.add(endpointId);
  }
}
