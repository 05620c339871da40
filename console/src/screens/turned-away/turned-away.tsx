import { relay } from '../../api/session.js';
import type { TurnedAway as Entry } from '../../api/types.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Badge } from '../../parts/badge.js';
import { Empty } from '../../parts/empty.js';
import { LoadedView } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { Screen } from '../../parts/screen.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { hrefOf, usePlace } from '../../router/location.js';
import { CausesTurnedAway } from './causes-turned-away.js';

/** Requests that were not let in, and why. They are kept, so that a mistake in the set-up loses no call. */
export function TurnedAway() {
  const { query } = usePlace();
  const after = query.get('after');
  const list = useLoaded(`turned away ${after ?? ''}`, () =>
    relay.quarantine.list({ limit: '200', ...(after !== null && { after }) }),
  );
  return (
    <Screen
      title="Turned away"
      lead="Requests that were not let in, and why. They are kept: mend the cause, then let them in."
    >
      <LoadedView of={list} what="what was turned away">
        {({ quarantine, next }) =>
          quarantine.length === 0 ? (
            <Empty title="Nothing was turned away">
              A call that you miss never came here: look whether Convoso calls the right API URL.
            </Empty>
          ) : (
            <>
              <CausesTurnedAway entries={quarantine} hasMore={next !== null} changed={list.reload} />
              <h2>Each request</h2>
              <Table label="Turned away" columns={COLUMNS} rows={quarantine} keyOf={({ id }) => id} />
              <Pager path="/turned-away" count={quarantine.length} next={next} />
            </>
          )
        }
      </LoadedView>
    </Screen>
  );
}

export function entryHref(id: string): string {
  return hrefOf(`/turned-away/${encodeURIComponent(id)}`);
}

const COLUMNS: readonly Column<Entry>[] = [
  {
    head: 'Came',
    cell: ({ id, at }) => (
      <Link href={entryHref(id)}>
        <Time at={at} />
      </Link>
    ),
  },
  { head: 'Hook', cell: ({ hookId }) => <Text none="none">{hookId}</Text> },
  { head: 'From', cell: ({ remoteAddress }) => <Text>{remoteAddress}</Text> },
  { head: 'Why', cell: ({ reason }) => <Said>{reason}</Said>, kind: 'wide' },
  {
    head: 'State',
    cell: ({ replayedAs, whyNotLetIn }) =>
      replayedAs !== null ? (
        <Badge told={{ tone: 'good', text: 'Let in' }} />
      ) : whyNotLetIn !== null ? (
        <Badge told={{ tone: 'quiet', text: 'To be sent again' }} />
      ) : (
        <Badge told={{ tone: 'waiting', text: 'Kept' }} />
      ),
  },
];
