import { relay } from '../../api/session.js';
import type { DoubtfulAction } from '../../api/types.js';
import type { Loaded } from '../../api/use-loaded.js';
import { LoadedView } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Said } from '../../parts/time.js';
import { SendChosen } from './send-chosen.js';
import { useChosen, whoseColumns } from './whose-columns.js';

interface Page {
  readonly actions: readonly DoubtfulAction[];
  readonly next: string | null;
}

/** What counts as delivered and was answered as if it had failed, to send some of it again. Nothing where there is none. */
export function Doubtful({ of }: { readonly of: Loaded<Page> }) {
  const { chosen, setChosen, toggle } = useChosen();
  return (
    <LoadedView of={of} what="what was answered as if it had failed">
      {({ actions: rows, next }) =>
        rows.length > 0 && (
          <>
            <h2>Delivered, and answered as if it had failed</h2>
            <p class="lead">
              Where the system took it all the same, say in the endpoint's "expect" what its successes look
              like. What it did not take is sent again here.
            </p>
            <SendChosen
              again={({ id }) => relay.doubtful.replay({ id })}
              chosen={rows.filter(({ id }) => chosen.has(id))}
              chooseAll={() => setChosen(new Set(rows.map(({ id }) => id)))}
              done={() => {
                setChosen(new Set());
                of.reload();
              }}
            />
            <Table
              label="Answered as if it had failed"
              columns={[...whoseColumns(chosen, toggle), ENDPOINT, ANSWERED]}
              rows={rows}
              keyOf={({ id }) => id}
            />
            <Pager path="/failures" count={rows.length} next={next} />
          </>
        )
      }
    </LoadedView>
  );
}

const ENDPOINT: Column<DoubtfulAction> = {
  head: 'Endpoint',
  cell: ({ endpointName }) => <Text>{endpointName}</Text>,
};

const ANSWERED: Column<DoubtfulAction> = {
  head: 'What it answered',
  cell: ({ reason }) => <Said>{reason}</Said>,
  kind: 'wide',
};
