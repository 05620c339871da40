import { relay } from '../../api/session.js';
import { useReloadOn } from '../../api/use-live.js';
import { useLoaded } from '../../api/use-loaded.js';
import { useAccount } from '../../frame/account.js';
import { Empty } from '../../parts/empty.js';
import { LoadedView } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { CallTable } from './call-table.js';

/** The calls, the newest first. The first page follows what comes in. */
export function LatestCalls({ after }: { readonly after: string | null }) {
  const { live } = useAccount();
  const calls = useLoaded(`calls ${after ?? ''}`, () =>
    relay.occurrences.list(after === null ? {} : { after }),
  );
  useReloadOn(after === null ? live.news : 0, calls.reload);
  return (
    <LoadedView of={calls} what="the calls">
      {({ occurrences, next }) =>
        occurrences.length === 0 ? (
          <Empty title="No call has come in yet">
            Set the catch hook up in Convoso, and make a call. A request that was refused stands under Turned
            away.
          </Empty>
        ) : (
          <>
            <CallTable calls={occurrences} />
            <Pager path="/calls" count={occurrences.length} next={next} />
          </>
        )
      }
    </LoadedView>
  );
}
