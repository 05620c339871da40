import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { useMayOperate } from '../../frame/account.js';
import { Confirm } from '../../parts/confirm.js';
import { LoadedView } from '../../parts/loaded.js';
import { counted } from '../../words/kinds.js';

interface FlushManyProps {
  readonly query: URLSearchParams;
  readonly changed: () => void;
}

/**
 * Ends all that the filters mean. Only what the relay can choose by is meant, so a span of days is none: it would flush more
 * than is shown.
 */
export function FlushMany({ query, changed }: FlushManyProps) {
  const [asked, setAsked] = useState(false);
  const mayOperate = useMayOperate();
  const choice = Object.fromEntries(
    ['lead', 'workflow', 'endpoint'].flatMap((name) => {
      const value = query.get(name);
      return value === null || value === '' ? [] : [[name, value] as const];
    }),
  );
  const isByDays = query.has('from') || query.has('to');
  if (!mayOperate || Object.keys(choice).length === 0 || isByDays) return null;
  return (
    <>
      <button type="button" class="danger" onClick={() => setAsked(true)}>
        Flush all of these …
      </button>
      {asked && <SecondLook choice={choice} changed={changed} onClose={() => setAsked(false)} />}
    </>
  );
}

interface SecondLookProps {
  readonly choice: Readonly<Record<string, string>>;
  readonly changed: () => void;
  readonly onClose: () => void;
}

/** How many that would be, before it is done. */
function SecondLook({ choice, changed, onClose }: SecondLookProps) {
  const meant = useLoaded('meant to be flushed', () =>
    relay.pending.flushMany({ ...choice, dryRun: 'true' }),
  );
  const flush = async () => {
    await relay.pending.flushMany(choice);
    changed();
  };
  return (
    <LoadedView of={meant} what="how many that are">
      {({ flushed }) => (
        <Confirm
          title={`End ${counted(flushed, 'action')} without sending?`}
          action={`Flush ${counted(flushed, 'action')}`}
          tone="danger"
          work={flush}
          onClose={onClose}
        >
          <p>
            All that waits by these filters is ended, on other pages, too. None of it is ever sent then, and
            this cannot be taken back. What begins to wait after this stays.
          </p>
        </Confirm>
      )}
    </LoadedView>
  );
}
