import type { ConnectConfig } from '@convoso-connect/core/config';
import { encodeTime } from 'ulid';
import { endpointIdOf } from '../endpoint-id.js';
import type { Target } from '../store/ports/target.js';
import type { AttemptOutcome } from '../store/ports/attempts.js';
import type { StoreReads } from '../store/store.js';

/** In epoch milliseconds, from the first on and before the second. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type OutcomeCounts = Readonly<Partial<Record<AttemptOutcome, number>>>;

/** What came and what became of it, in a span of time. */
export interface Figures {
  /** Calls that were read and decided. */
  readonly received: number;
  /** Actions that workflows planned for them. */
  readonly fired: number;
  /** By endpoint, or what stands for one: how its attempts ended, whenever their calls came. */
  readonly attempts: ReadonlyMap<string, OutcomeCounts>;
}

/** Whatever carries out actions besides endpoints. */
const BUILT_IN: readonly Target[] = [
  { kind: 'convoso', id: 'saves' },
  { kind: 'convoso', id: 'dnc' },
  { kind: 'mail', id: 'settings' },
];

/** Everything that actions are sent to: the endpoints that are called, and what the relay has of its own. */
export function targetsOf({ endpoints }: ConnectConfig): readonly Target[] {
  const called = endpoints.filter(({ direction }) => direction !== 'inbound');
  return [...called.map(({ id }): Target => ({ kind: 'endpoint', id })), ...BUILT_IN];
}

export async function figuresOf(
  store: StoreReads,
  targets: readonly Target[],
  span: Span,
  pause: () => Promise<void>,
): Promise<Figures> {
  // The relay's ids begin with the time at which a call came.
  const ids = { from: encodeTime(span.from), to: encodeTime(span.to) };
  const received = await store.figures.occurrences(ids);
  await pause();
  const fired = await store.figures.planned(ids);
  await pause();
  const attempts = new Map<string, OutcomeCounts>();
  for (const { target, outcome, count } of await store.figures.attempts(targets, span)) {
    const endpointId = endpointIdOf(target);
    attempts.set(endpointId, { ...attempts.get(endpointId), [outcome]: count });
  }
  return { received, fired, attempts };
}

/** How many attempts ended so, at all endpoints together. */
export function total({ attempts }: Figures, outcome: AttemptOutcome): number {
  return [...attempts.values()].reduce((sum, counts) => sum + (counts[outcome] ?? 0), 0);
}
