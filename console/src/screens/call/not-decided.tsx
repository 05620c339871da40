import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { LoadedView } from '../../parts/loaded.js';
import { Said, Time } from '../../parts/time.js';
import { Raw } from './raw.js';

/** A call that is safe on the relay's disk and has no story yet. */
export function NotDecided({ id, reload }: { readonly id: string; readonly reload: () => void }) {
  const delivery = useLoaded(`open delivery ${id}`, () => relay.deliveries.get({ id }));
  return (
    <LoadedView of={delivery} what="this call">
      {({ state, failure, receivedAt }) => (
        <>
          <div class={`notice ${state === 'dead' ? 'bad' : 'waiting'}`} role="status">
            <p>
              <strong>
                {state === 'dead' ? 'This call could not be processed.' : 'This call waits to be decided.'}
              </strong>{' '}
              It came at <Time at={receivedAt} /> and is kept.
            </p>
            {failure !== null && (
              <p>
                <Said>{failure}</Said>
              </p>
            )}
            <button type="button" onClick={reload}>
              Look again
            </button>
          </div>
          <Raw id={id} />
        </>
      )}
    </LoadedView>
  );
}
