import {
  agentsOf,
  liveCallKeyOf,
  liveCallsAfter,
  type LiveCall,
  type Occurrence,
} from '@convoso-connect/core';

/** The running calls that a batch touches, each replaced as soon as a delivery begins or ends one. */
export class LiveBook {
  readonly #calls: Map<string, LiveCall>;
  readonly #changes = new Map<string, LiveCall | null>();

  constructor(calls: readonly LiveCall[]) {
    this.#calls = new Map(calls.map((call) => [call.key, call]));
  }

  take(occurrence: Occurrence): void {
    const related = [...this.#calls.values()].filter((call) => isRelated(call, occurrence));
    const after = new Set(liveCallsAfter(related, occurrence));
    for (const call of related) if (!after.has(call)) this.#change(call.key, null);
    for (const call of after) if (!related.includes(call)) this.#change(call.key, call);
  }

  #change(key: string, call: LiveCall | null): void {
    if (call === null) this.#calls.delete(key);
    else this.#calls.set(key, call);
    this.#changes.set(key, call);
  }

  /** Those that are known to be running now. */
  running(): readonly LiveCall[] {
    return [...this.#calls.values()];
  }

  changes(): ReadonlyMap<string, LiveCall | null> {
    return this.#changes;
  }
}

function isRelated({ key, leadKey, agents }: LiveCall, occurrence: Occurrence): boolean {
  if (key === liveCallKeyOf(occurrence)) return true;
  if (leadKey !== null && leadKey === occurrence.leadKey) return true;
  const known = agentsOf(occurrence);
  return agents.some((agent) => known.includes(agent));
}
