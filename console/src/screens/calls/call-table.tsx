import type { CallSummary } from '../../api/types.js';
import { Badge } from '../../parts/badge.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { hrefOf } from '../../router/location.js';
import { kindsText, leadName } from '../../words/kinds.js';
import { becameOf } from './became-of.js';

/** Calls, one a line, each with what became of it. */
export function CallTable({ calls }: { readonly calls: readonly CallSummary[] }) {
  return <Table label="Calls" columns={COLUMNS} rows={calls} keyOf={({ id }) => id} />;
}

const COLUMNS: readonly Column<CallSummary>[] = [
  {
    head: 'Came in',
    cell: ({ id, receivedAt }) => (
      <Link href={callHref(id)}>
        <Time at={receivedAt} />
      </Link>
    ),
  },
  { head: 'Phone', cell: ({ phone }) => <Text none="none">{phone}</Text> },
  { head: 'Lead', cell: ({ leadKey }) => <LeadLink leadKey={leadKey} /> },
  {
    head: 'What',
    cell: ({ kinds, disposition }) => <What kinds={kinds} disposition={disposition} />,
    kind: 'wide',
  },
  {
    head: 'What became of it',
    cell: (call) => (
      <>
        {becameOf(call).map((told) => (
          <Badge key={told.text} told={told} />
        ))}
      </>
    ),
    kind: 'wide',
  },
];

export function callHref(id: string): string {
  return hrefOf(`/calls/${encodeURIComponent(id)}`);
}

export function LeadLink({ leadKey }: { readonly leadKey: string | null }) {
  if (leadKey === null) return <span class="none">none</span>;
  return (
    <Link href={hrefOf(`/leads/${encodeURIComponent(leadKey)}`)}>
      <Text>{leadName(leadKey)}</Text>
    </Link>
  );
}

function What({ kinds, disposition }: Pick<CallSummary, 'kinds' | 'disposition'>) {
  return (
    <>
      {kindsText(kinds)}
      {disposition !== null && (
        <>
          {': '}
          <strong>
            <Text>{disposition.code}</Text>
          </strong>{' '}
          {disposition.name !== disposition.code && <Text>{disposition.name}</Text>}
        </>
      )}
    </>
  );
}
