import type { LogEntry } from '../../api/types.js';
import { Badge } from '../../parts/badge.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { hrefOf } from '../../router/location.js';
import { ATTEMPT_TOLD } from '../../words/states.js';
import { resultText } from '../../words/values.js';

/** The columns of Convoso's own log, and what tells one endpoint and one attempt from another. */
export function LogTable({ rows }: { readonly rows: readonly LogEntry[] }) {
  return <Table label="Connect logs" columns={COLUMNS} rows={rows} keyOf={({ id }) => String(id)} />;
}

const COLUMNS: readonly Column<LogEntry>[] = [
  { head: 'Id', cell: ({ id }) => String(id), kind: 'number' },
  { head: 'Date', cell: ({ at }) => <Time at={at} /> },
  { head: 'Primary Phone', cell: ({ primaryPhone }) => <Text none="none">{primaryPhone}</Text> },
  {
    head: 'Result',
    cell: ({ result, outcome, reason }) => (
      <>
        <Badge told={ATTEMPT_TOLD[outcome]} /> <Text none="null">{resultText(result)}</Text>
        {reason !== null && outcome !== 'delivered' && (
          <>
            <br />
            <span class="hint">
              <Said>{reason}</Said>
            </span>
          </>
        )}
      </>
    ),
    kind: 'widest',
  },
  { head: 'Endpoint', cell: ({ endpointName }) => <Text>{endpointName}</Text> },
  {
    head: 'Action',
    cell: ({ id }) => (
      <Link href={hrefOf(`/logs/${String(id)}`)} label={`View entry ${String(id)}`}>
        View
      </Link>
    ),
  },
];
