import { useState } from 'preact/hooks';
import { Confirm } from '../../parts/confirm.js';
import { useDoing } from '../../parts/doing.js';
import { Refusal } from '../../parts/refusal.js';
import { Text } from '../../parts/text.js';
import { useMayOperate } from '../../frame/account.js';
import { shortName } from '../../words/short.js';

interface SwitchPartProps {
  readonly part: { readonly name: string; readonly active: boolean };
  readonly what: 'endpoint' | 'workflow';
  readonly set: (active: boolean) => Promise<unknown>;
  readonly changed: () => void;
}

/** Switches a part on or off. Off is asked for twice, because what is skipped meanwhile is not made up for. */
export function SwitchPart({ part: { name, active }, what, set, changed }: SwitchPartProps) {
  const [asked, setAsked] = useState(false);
  const doing = useDoing();
  const mayOperate = useMayOperate();
  if (!mayOperate) return null;
  const switchTo = async (on: boolean) => {
    await set(on);
    changed();
  };
  const short = shortName(name);
  return (
    <>
      {active ? (
        <button type="button" aria-label={`Switch off ${short}`} onClick={() => setAsked(true)}>
          Switch off
        </button>
      ) : (
        <button
          type="button"
          aria-label={`Switch on ${short}`}
          disabled={doing.busy}
          onClick={() => void doing.run(() => switchTo(true))}
        >
          Switch on
        </button>
      )}
      <Refusal error={doing.error} />
      {asked && (
        <Confirm
          title={`Switch this ${what} off?`}
          action="Switch off"
          tone="danger"
          work={() => switchTo(false)}
          onClose={() => setAsked(false)}
        >
          <p>
            <strong>
              <Text>{name}</Text>
            </strong>
            :{' '}
            {what === 'endpoint'
              ? 'what comes due for it is skipped while it is off, and not sent later. To hold it instead, pause it.'
              : 'it fires for no call that comes in while it is off, and what it has planned is skipped when it comes due.'}
          </p>
        </Confirm>
      )}
    </>
  );
}
