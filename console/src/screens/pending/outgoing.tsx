import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Confirm } from '../../parts/confirm.js';
import { useDoing } from '../../parts/doing.js';
import { LoadedView } from '../../parts/loaded.js';
import { Refusal } from '../../parts/refusal.js';
import { Said } from '../../parts/time.js';
import { useMayOperate } from '../../frame/account.js';

/** Everything that goes out, together. */
export function Outgoing() {
  const outgoing = useLoaded('outgoing', () => relay.outgoing.get());
  const [asked, setAsked] = useState(false);
  const doing = useDoing();
  const mayOperate = useMayOperate();
  const pause = async () => {
    await relay.outgoing.pause();
    outgoing.reload();
  };
  const resume = () =>
    doing.run(async () => {
      await relay.outgoing.resume();
      outgoing.reload();
    });
  return (
    <LoadedView of={outgoing} what="whether everything is paused">
      {({ state, paused }) => (
        <div class={`notice ${state === 'paused' ? 'waiting' : ''}`}>
          {state === 'paused' ? (
            <p>
              <strong>Everything is paused.</strong> <Said none="">{paused?.reason ?? null}</Said>
            </p>
          ) : (
            <p>Everything goes out that is due, but for what is paused or switched off below.</p>
          )}
          <Refusal error={doing.error} />
          {!mayOperate ? null : state === 'paused' ? (
            <button type="button" class="main" disabled={doing.busy} onClick={() => void resume()}>
              Resume everything
            </button>
          ) : (
            <button type="button" onClick={() => setAsked(true)}>
              Pause everything …
            </button>
          )}
          {asked && (
            <Confirm
              title="Pause everything?"
              action="Pause everything"
              work={pause}
              onClose={() => setAsked(false)}
            >
              <p>
                Nothing is sent to any endpoint until you resume it. Calls still come in, and nothing is lost.
              </p>
            </Confirm>
          )}
        </div>
      )}
    </LoadedView>
  );
}
