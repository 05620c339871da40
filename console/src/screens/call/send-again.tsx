import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import type { Action } from '../../api/types.js';
import { Confirm } from '../../parts/confirm.js';
import { Text } from '../../parts/text.js';
import { useMayOperate } from '../../frame/account.js';

type Sendable = Pick<Action, 'id' | 'state' | 'endpointName'>;

interface SendAgainProps {
  readonly action: Sendable;
  readonly changed: () => void;
}

/** Sends one action: again where it was given up, now where it waits. What is over stays as it is. */
export function SendAgain({ action, changed }: SendAgainProps) {
  const [asked, setAsked] = useState(false);
  const mayOperate = useMayOperate();
  const { id, state, endpointName } = action;
  if (!mayOperate || (state !== 'dead' && state !== 'waiting')) return null;
  const isDead = state === 'dead';
  const send = async () => {
    if (isDead) await relay.deadLetters.replay({ id });
    else await relay.pending.run({ id });
    changed();
  };
  return (
    <>
      <button type="button" onClick={() => setAsked(true)}>
        {isDead ? 'Send again' : 'Send now'}
      </button>
      {asked && (
        <Confirm
          title={isDead ? 'Send it again?' : 'Send it now?'}
          action={isDead ? 'Send again' : 'Send now'}
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
