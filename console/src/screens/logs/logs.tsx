import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Share } from '../../parts/copy.js';
import { Empty } from '../../parts/empty.js';
import { LoadedView } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { Screen } from '../../parts/screen.js';
import { usePlace } from '../../router/location.js';
import { Download } from './download.js';
import { LogFilters } from './log-filters.js';
import { LogTable } from './log-table.js';
import { FILTERS, askedOf } from './asked.js';

const PAGE_SIZES = ['20', '50', '100', '200', '500', '1000'];

/** The Connect logs: every attempt to send something, and what was answered. */
export function Logs() {
  const { query } = usePlace();
  const asked = askedOf(query);
  const logs = useLoaded(`logs ${query.toString()}`, () => relay.logs.list(asked));
  return (
    <Screen
      title="Logs"
      lead="Every attempt to send something, the newest first. View shows exactly what was sent."
      actions={
        <>
          <Download query={query} />
          <Share />
        </>
      }
    >
      <LogFilters key={query.toString()} query={query} />
      <LoadedView of={logs} what="the logs">
        {(page) =>
          page.logs.length === 0 ? (
            <NoAttempt isNarrowed={FILTERS.some((name) => query.has(name))} />
          ) : (
            <>
              <LogTable rows={page.logs} />
              <Pager path="/logs" count={page.logs.length} next={page.next} sizes={PAGE_SIZES} />
            </>
          )
        }
      </LoadedView>
    </Screen>
  );
}

function NoAttempt({ isNarrowed }: { readonly isNarrowed: boolean }) {
  return isNarrowed ? (
    <Empty title="No attempt like that">
      Choose other days or fewer filters. What waits to be sent stands under Pending.
    </Empty>
  ) : (
    <Empty title="Nothing was sent yet">
      What a workflow sends is listed here, with what was answered. What waits to be sent stands under
      Pending.
    </Empty>
  );
}
