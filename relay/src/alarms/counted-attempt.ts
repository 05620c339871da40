import { endpointIdOf } from '../endpoint-id.js';
import { failureCauseOf } from '../failures/cause.js';
import type { EndedAttempt, Settlement } from '../store/ports/attempts.js';
import { causeOf } from '../store/ports/cause.js';
import { isFailureCause } from './cause.js';
import type { CountedAttempt } from './endpoint-health.js';

/**
 * An attempt as it counts for its endpoint; null for one that says nothing of it: that was refused by what it held, that this
 * relay broke off, or that could not be prepared.
 */
export function countedAttempt({ attempt, action, end }: Settlement, at: number): CountedAttempt | null {
  if (attempt.outcome === 'delivered') return { at, end: action.reason === null ? 'delivered' : 'doubtful' };
  return end === undefined || end === null || end === 'refused' ? null : { at, end };
}

/** The same of attempts as they stand in the log, by what their endpoints are called, in the order in which they ended. */
export function countedInLog(
  ended: readonly EndedAttempt[],
): readonly { readonly endpointId: string; readonly attempt: CountedAttempt }[] {
  const counted = ended.flatMap((each) => {
    const attempt = isOfOthers(each) ? null : asCounted(each);
    return attempt === null ? [] : [{ endpointId: endpointIdOf(each.target), attempt }];
  });
  return counted.sort((one, other) => one.attempt.at - other.attempt.at);
}

/** What somebody tries out tells them how the endpoint does, and what was sent elsewhere is none of the relay's. */
function isOfOthers(ended: EndedAttempt): boolean {
  return ['test', 'report'].includes(causeOf(ended));
}

function asCounted(ended: EndedAttempt): CountedAttempt | null {
  const at = ended.at + ended.durationMs;
  if (ended.outcome === 'delivered') return { at, end: ended.isDoubtful ? 'doubtful' : 'delivered' };
  const cause = failureCauseOf(ended);
  return isFailureCause(cause) ? { at, end: cause } : null;
}
