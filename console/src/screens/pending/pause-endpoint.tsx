import { relay } from '../../api/session.js';
import type { Endpoint } from '../../api/types.js';
import { useDoing } from '../../parts/doing.js';
import { Refusal } from '../../parts/refusal.js';
import { useMayOperate } from '../../frame/account.js';
import { shortName } from '../../words/short.js';

interface PauseEndpointProps {
  readonly endpoint: Endpoint;
  readonly changed: () => void;
}

/** Holds what goes to an endpoint, and lets it go on. Nothing is lost by either, so neither asks twice. */
export function PauseEndpoint({ endpoint: { id, name, state, active }, changed }: PauseEndpointProps) {
  const doing = useDoing();
  const mayOperate = useMayOperate();
  const isPaused = state === 'paused';
  const toggle = () =>
    doing.run(async () => {
      if (isPaused) await relay.endpoints.resume({ id });
      else await relay.endpoints.pause({ id });
      changed();
    });
  if (!mayOperate || (!active && !isPaused)) return null;
  return (
    <>
      <button
        type="button"
        disabled={doing.busy}
        aria-label={`${isPaused ? 'Resume' : 'Pause'} ${shortName(name)}`}
        onClick={() => void toggle()}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </button>
      <Refusal error={doing.error} />
    </>
  );
}
