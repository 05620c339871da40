import type { Action, PendingAction } from '../../api/types.js';
import { Said, Time } from '../../parts/time.js';

type Waiting = Pick<Action & PendingAction, 'nextAttemptAt' | 'heldBy' | 'skippedWhenDue' | 'dueAt'>;

/** Why something is not sent yet, and when it will be. */
export function WhyItWaits({
  action: { nextAttemptAt, heldBy, skippedWhenDue, dueAt },
}: {
  readonly action: Waiting;
}) {
  return (
    <ul class="why">
      {heldBy !== null && (
        <li>
          <Said>{heldBy.reason}</Said>
          {heldBy.until !== null && (
            <>
              {' until '}
              <Time at={heldBy.until} />
            </>
          )}
        </li>
      )}
      {skippedWhenDue !== null && (
        <li>
          It will be skipped when it comes due: <Said>{skippedWhenDue}</Said>
        </li>
      )}
      <li>
        {nextAttemptAt !== null && nextAttemptAt !== dueAt ? 'Next attempt: ' : 'Waits for its time: '}
        <Time at={nextAttemptAt ?? dueAt} />
      </li>
    </ul>
  );
}
