import { iso } from '../iso.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredHalt } from '../store/ports/halts.js';
import { holds } from '../flow/halt.js';

/** Why an action is held that could go out by itself, and until when. */
export interface HeldBy {
  readonly cause: StoredHalt['cause'];
  readonly since: string;
  /** Null where it lasts until somebody or something ends it. */
  readonly until: string | null;
  /** In a sentence; instants in UTC. */
  readonly reason: string;
}

/** The gravest first: what lets nothing out at all, before what lets out less. */
const ORDER: readonly StoredHalt['cause'][] = ['paused', 'breaker', 'asked', 'failing', 'paced'];

/** What of the halts that last holds an action; null where none does. */
export function heldBy(
  action: Pick<StoredAction, 'target' | 'state' | 'attempts' | 'dueAt' | 'nextAt'>,
  halts: readonly StoredHalt[],
): HeldBy | null {
  const { target, state, attempts, dueAt, nextAt } = action;
  if (state !== 'waiting') return null;
  // It came due behind others of its lane: it goes out after them, and not by the time at which it is looked at again.
  const isBehind = attempts === 0 && nextAt > dueAt;
  const holding = halts
    .filter((halt) => holds(halt, target))
    // What is not due before then waits for its own time, and what was never tried does not fail.
    .filter(({ cause, until }) => cause === 'failing' || until === null || isBehind || nextAt <= until)
    .filter(({ cause }) => cause !== 'failing' || attempts > 0 || isBehind);
  const first = gravest(holding);
  if (first === null) return null;
  const held = shownHalt(first);
  return isBehind ? { ...held, reason: `an earlier action comes before it, and ${held.reason}` } : held;
}

/** The one of them to be told first; null where there is none. */
export function gravest(halts: readonly StoredHalt[]): StoredHalt | null {
  return gravestFirst(halts)[0] ?? null;
}

/** In the order in which they are told, however they were found: of the same cause, what holds everything before what holds a part. */
export function gravestFirst(halts: readonly StoredHalt[]): StoredHalt[] {
  const reach = ({ part }: StoredHalt): number => (part === null ? 0 : 1);
  return halts.toSorted(
    (a, b) => ORDER.indexOf(a.cause) - ORDER.indexOf(b.cause) || reach(a) - reach(b) || a.since - b.since,
  );
}

export function shownHalt(halt: StoredHalt): HeldBy {
  const { cause, since, until } = halt;
  return { cause, since: iso(since), until: until === null ? null : iso(until), reason: sentenceOf(halt) };
}

function sentenceOf({ cause, part, since, until, reason }: StoredHalt): string {
  switch (cause) {
    case 'paused':
      return `${part === null ? 'everything' : 'the endpoint'} is paused since ${iso(since)}, ${reason}`;
    case 'breaker':
      return `the circuit breaker of the endpoint is open since ${iso(since)}, because ${reason}; one action tries it again at ${iso(until ?? since)}`;
    case 'asked':
      return `nothing is sent to the endpoint until ${iso(until ?? since)}, because ${reason}`;
    case 'paced':
      return `more is due than the pace of the endpoint allows since ${iso(since)}: ${reason}`;
    case 'failing':
      return until === null
        ? `the endpoint fails since ${iso(since)}; what waits goes out at once when it works again`
        : `the endpoint fails again since ${iso(since)}, soon after it had worked; what waits goes out when it works, at ${iso(until)} at the earliest`;
  }
}
