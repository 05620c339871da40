import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import type { Action } from '../../api/types.js';
import { Confirm } from '../../parts/confirm.js';
import { Text } from '../../parts/text.js';
import { useMayOperate } from '../../frame/account.js';
import { isDoubtful } from '../../words/states.js';

type Sendable = Pick<Action, 'id' | 'state' | 'reason' | 'endpointName'>;

interface SendAgainProps {
  readonly action: Sendable;
  readonly changed: () => void;
}

/** Sends one action: again where it was given up or answered as if it had failed, now where it waits. What is over stays as it is. */
export function SendAgain({ action, changed }: SendAgainProps) {
  const [asked, setAsked] = useState(false);
  const mayOperate = useMayOperate();
  const { id, state, endpointName } = action;
  const isDoubted = isDoubtful(action);
  if (!mayOperate || !(state === 'dead' || state === 'waiting' || isDoubted)) return null;
  const isOver = state !== 'waiting';
  const send = async () => {
    if (isDoubted) await relay.doubtful.replay({ id });
    else if (isOver) await relay.deadLetters.replay({ id });
    else await relay.pending.run({ id });
    changed();
  };
  return (
    <>
      <button type="button" onClick={() => setAsked(true)}>
        {isOver ? 'Send again' : 'Send now'}
      </button>
      {asked && (
        <Confirm
          title={isOver ? 'Send it again?' : 'Send it now?'}
          action={isOver ? 'Send again' : 'Send now'}
          work={send}
          onClose={() => setAsked(false)}
        >
          <p>
            It goes to <Text>{endpointName}</Text> with the same data and the same key, so that a system that
            knows the key takes it once. Stop rules and legal hours still count.
          </p>
        </Confirm>
      )}
    </>
  );
}
