import type { HaltCause, StoredHalt } from '../store/ports/halts.js';
import type { Target } from '../store/ports/target.js';
import { keyOfTarget } from '../store/target-key.js';

/** The id of a halt. What counts for the time of giving up is kept each for itself; of the rest there is one at a time. */
export function haltIdOf(part: string | null, cause: HaltCause, since: number): string {
  const place = part === null ? '' : encodeURIComponent(part);
  const isKept = cause === 'paused' || cause === 'breaker';
  return isKept ? `${place} ${cause} ${since}` : `${place} ${cause}`;
}

/** Whether a halt holds a target. What adds to the Do Not Call list goes out while everything is paused (domain-facts J.46). */
export function holds({ part }: Pick<StoredHalt, 'part'>, target: Target): boolean {
  if (part !== null) return part === keyOfTarget(target);
  return target.kind !== 'convoso' || target.id !== 'dnc';
}
