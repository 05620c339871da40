import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Badge } from '../../parts/badge.js';
import { useReloadOn } from '../../api/use-live.js';
import { useAccount } from '../../frame/account.js';
import { Empty } from '../../parts/empty.js';
import { LoadedView } from '../../parts/loaded.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { hrefOf } from '../../router/location.js';
import { shownNumber } from '../../words/kinds.js';
import type { Told } from '../../words/states.js';
import { PauseEndpoint } from '../pending/pause-endpoint.js';
import { endpointRows, type EndpointRow, type SentToday } from './endpoint-rows.js';

/** Each endpoint: whether it takes what is sent to it, and how much that was today. */
export function EndpointsToday({ sent: day }: { readonly sent: readonly SentToday[] }) {
  const { live, refresh } = useAccount();
  const endpoints = useLoaded('endpoints', () => relay.endpoints.list());
  useReloadOn(live.news, endpoints.reload);
  const columns = columnsOf(() => {
    endpoints.reload();
    refresh();
  });
  return (
    <>
      <h2>Endpoints</h2>
      <LoadedView of={endpoints} what="the endpoints">
        {(value) => {
          const rows = endpointRows(value.endpoints, day);
          if (rows.length > 0)
            return <Table label="Endpoints" columns={columns} rows={rows} keyOf={({ id }) => id} />;
          return value.endpoints.length === 0 ? (
            <Empty title="Nothing is sent anywhere yet">
              Add an endpoint to the configuration, and a workflow that calls it.
            </Empty>
          ) : (
            <Empty title="No endpoint is called yet">
              {shownNumber(value.endpoints.length)} in the configuration, and nothing is sent there: no
              workflow uses them, or their direction is inbound. Name one in an action of a workflow.
            </Empty>
          );
        }}
      </LoadedView>
    </>
  );
}

function columnsOf(changed: () => void): readonly Column<EndpointRow>[] {
  return [
    { head: 'Endpoint', cell: ({ name }) => <Text>{name}</Text>, kind: 'wide' },
    { head: 'Health', cell: (row) => <Badge told={healthOf(row)} /> },
    { head: 'Sent', cell: ({ sent }) => shownNumber(sent?.sent ?? 0), kind: 'number' },
    {
      head: 'Not delivered',
      cell: ({ sent }) => shownNumber(sent?.undeliveredToday ?? 0),
      kind: 'number',
    },
    {
      head: 'Doubtful',
      cell: ({ id, sent }) =>
        sent === null || sent.doubtfulToday === 0 ? (
          '0'
        ) : (
          <Link href={hrefOf('/failures', { endpoint: id })}>{shownNumber(sent.doubtfulToday)}</Link>
        ),
      kind: 'number',
    },
    { head: 'Waiting', cell: ({ sent }) => shownNumber(sent?.waiting ?? 0), kind: 'number' },
    {
      head: 'Last answer',
      cell: ({ sent }) => <LastAnswer last={sent?.lastAttempt ?? null} />,
      kind: 'wide',
    },
    {
      head: 'Action',
      cell: ({ endpoint }) => endpoint !== null && <PauseEndpoint endpoint={endpoint} changed={changed} />,
    },
  ];
}

function LastAnswer({ last }: { readonly last: SentToday['lastAttempt'] }) {
  if (last === null) return <span class="none">none yet</span>;
  const { logId, at, status, reason } = last;
  return (
    <>
      <Link href={hrefOf(`/logs/${logId}`)}>
        <Time at={at} />
      </Link>
      <br />
      {reason === null ? `answered ${status ?? 'nothing'}` : <Said>{reason}</Said>}
    </>
  );
}

const HEALTHS: Readonly<Record<SentToday['health'], Told>> = {
  well: { tone: 'good', text: 'Works' },
  idle: { tone: 'quiet', text: 'Nothing sent today' },
  behind: { tone: 'waiting', text: 'Behind' },
  failing: { tone: 'bad', text: 'Failing' },
  paused: { tone: 'waiting', text: 'Paused' },
  off: { tone: 'quiet', text: 'Switched off' },
};

/** What an operator has just done is known before the figures of the day are read anew. */
function healthOf({ endpoint, sent }: EndpointRow): Told {
  const health = sent?.health ?? 'idle';
  if (endpoint === null) return HEALTHS[health];
  if (endpoint.active && endpoint.state === 'paused') return HEALTHS.paused;
  return HEALTHS[health === 'paused' ? 'idle' : health];
}
