import type { Action } from '../../api/types.js';
import { Badge } from '../../parts/badge.js';
import { Copy } from '../../parts/copy.js';
import { Disclosure } from '../../parts/disclosure.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { actionLabel, counted } from '../../words/kinds.js';
import { ATTEMPT_TOLD, actionTold } from '../../words/states.js';
import { AttemptStory } from './attempt-story.js';
import { SendAgain } from './send-again.js';
import { WhyItWaits } from '../pending/why-it-waits.js';

/** One thing that a workflow planned for a call: where it stands, and every time that it was tried. */
export function ActionStory({ action, changed }: { readonly action: Action; readonly changed: () => void }) {
  const { id, type, endpointName, state, reason, attempts, dueAt } = action;
  const last = attempts.at(-1);
  return (
    <div class="action">
      <h4>
        {actionLabel(type)} to <Text>{endpointName}</Text> <Badge told={actionTold(action)} />
      </h4>
      <p class="reason">
        Due <Time at={dueAt} />
        {reason !== null && (
          <>
            {' · '}
            <Said>{reason}</Said>
          </>
        )}
      </p>
      {state === 'waiting' && <WhyItWaits action={action} />}
      {attempts.length === 0 && <p class="none">It was not tried yet.</p>}
      {attempts.map((attempt) => (
        <Disclosure
          key={attempt.logId}
          open={attempt === last && attempt.outcome !== 'delivered'}
          summary={<AttemptLine attempt={attempt} />}
        >
          {() => <AttemptStory attempt={attempt} />}
        </Disclosure>
      ))}
      <div class="buttons">
        <SendAgain action={action} changed={changed} />
        <Copy text={id} label="Copy action id" />
        {attempts.length > 1 && <span class="none">{counted(attempts.length, 'attempt')}</span>}
      </div>
    </div>
  );
}

function AttemptLine({ attempt: { number, at, status, outcome } }: { attempt: Action['attempts'][number] }) {
  const answered = status === null ? 'no answer' : `answered ${status}`;
  return (
    <>
      Attempt {number}, <Time at={at} />: {ATTEMPT_TOLD[outcome].text.toLowerCase()}, {answered}
    </>
  );
}
