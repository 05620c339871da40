import type { IntakeReads } from '../store/ports/intake.js';

/** So many calls are looked through, the latest, to know how long each hook has been silent. */
const LOOKED_THROUGH = 10_000;

type Calls = Pick<IntakeReads, 'latestByHook'>;

/** The hooks of these that have taken no call yet: whether they are silent cannot be told, and nobody is told of them. */
export async function neverCalled(intake: Calls, hookIds: Iterable<string>): Promise<readonly string[]> {
  const calls = new LastCalls();
  await calls.read(intake, hookIds);
  return [...hookIds].filter((id) => !calls.byHook.has(id));
}

/** When the last call came in at each hook, in epoch milliseconds, as far as this relay knows. */
export class LastCalls {
  readonly #at = new Map<string, number>();

  /** Hooks that never had a call are missing. */
  get byHook(): ReadonlyMap<string, number> {
    return this.#at;
  }

  arrived(hookId: string, at: number): void {
    this.#at.set(hookId, Math.max(at, this.#at.get(hookId) ?? at));
  }

  /** What is in the store came to other relays as well, and to this one before its start. */
  async read(intake: Calls, hookIds: Iterable<string>): Promise<void> {
    const { arrivals, since } = await intake.latestByHook(LOOKED_THROUGH);
    for (const { hookId, at } of arrivals) this.arrived(hookId, at);
    // A hook that none of so many calls came to has been silent at least since the first of them.
    if (since !== null) for (const id of hookIds) this.arrived(id, since);
  }

  /** Whether one of them has been silent since then, for all that this relay knows. */
  isAnySilentSince(instant: number): boolean {
    return [...this.#at.values()].some((at) => at <= instant);
  }
}
