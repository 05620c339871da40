import { endpointIdOf } from '../endpoint-id.js';
import { failureCauseOf } from '../failures/cause.js';
import type { EndedAttempt, Settlement } from '../store/ports/attempts.js';
import { causeOf } from '../store/ports/cause.js';
import { isNews } from '../reports/report.js';
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

/** The same of attempts as they stand in the log at a time, by what their endpoints are called, in the order in which they ended. */
export function countedInLog(
  ended: readonly EndedAttempt[],
  now: number,
): readonly { readonly endpointId: string; readonly attempt: CountedAttempt }[] {
  const counted = ended.flatMap((each) => {
    const attempt = isNoWord(each, now) ? null : asCounted(each);
    return attempt === null ? [] : [{ endpointId: endpointIdOf(each.target), attempt }];
  });
  return counted.sort((one, other) => one.attempt.at - other.attempt.at);
}

/** What somebody tries out tells them how the endpoint does, and what a program has sent long ago says nothing of now. */
function isNoWord(ended: EndedAttempt, now: number): boolean {
  const cause = causeOf(ended);
  return cause === 'test' || (cause === 'report' && !isNews(ended, now));
}

function asCounted(ended: EndedAttempt): CountedAttempt | null {
  const at = ended.at + ended.durationMs;
  if (ended.outcome === 'delivered') return { at, end: ended.isDoubtful ? 'doubtful' : 'delivered' };
  const isUnanswered = causeOf(ended) === 'report' && ended.status === null;
  const cause = isUnanswered ? 'not-reached' : failureCauseOf(ended);
  return isFailureCause(cause) ? { at, end: cause } : null;
}
