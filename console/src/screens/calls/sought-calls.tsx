import { relay } from '../../api/session.js';
import type { Found } from '../../api/types.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Badge } from '../../parts/badge.js';
import { Empty } from '../../parts/empty.js';
import { LoadedView } from '../../parts/loaded.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { hrefOf } from '../../router/location.js';
import type { Told } from '../../words/states.js';
import { callHref } from './call-table.js';
import { SOUGHT_BY } from './sought-by.js';

/** What was found, be it decided, still waiting, or turned away. */
export function SoughtCalls({ sought, by }: { readonly sought: string; readonly by: string }) {
  const found = useLoaded(`search ${by} ${sought}`, () =>
    // A kind that there is not is told by the relay, with those that there are.
    relay.search.find({ q: sought, limit: '100', ...(by !== '' && { by: by as Found['by'] }) }),
  );
  return (
    <LoadedView of={found} what="what was found">
      {({ found: rows, complete }) => (
        <>
          {!complete && (
            <p class="notice waiting">
              Only the latest calls were looked through. A whole number or id finds older ones.
            </p>
          )}
          {rows.length === 0 ? (
            <Empty title="No call like that came in">
              Look for fewer digits, at least four. If Convoso shows that it sent the call, compare the API
              URL there with the hook.
            </Empty>
          ) : (
            <Table
              label="Calls that were found"
              columns={COLUMNS}
              rows={rows}
              keyOf={({ kind, id }) => `${kind} ${id}`}
            />
          )}
        </>
      )}
    </LoadedView>
  );
}

const KINDS: Readonly<Record<Found['kind'], Told>> = {
  occurrence: { tone: 'good', text: 'Decided' },
  delivery: { tone: 'waiting', text: 'Not decided' },
  quarantined: { tone: 'bad', text: 'Turned away' },
};

const COLUMNS: readonly Column<Found>[] = [
  {
    head: 'Came in',
    cell: ({ kind, id, at }) => (
      <Link href={kind === 'quarantined' ? hrefOf(`/turned-away/${encodeURIComponent(id)}`) : callHref(id)}>
        <Time at={at} />
      </Link>
    ),
  },
  { head: 'Phone', cell: ({ phone }) => <Text none="none">{phone}</Text> },
  { head: 'Name', cell: ({ name }) => <Text none="none">{name}</Text> },
  { head: 'What', cell: ({ what }) => <Said>{what}</Said>, kind: 'wide' },
  { head: 'State', cell: ({ kind }) => <Badge told={KINDS[kind]} /> },
  { head: 'Found by', cell: ({ by }) => SOUGHT_BY.find(([each]) => each === by)?.[1] ?? by },
];
