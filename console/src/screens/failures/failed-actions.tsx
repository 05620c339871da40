import { relay } from '../../api/session.js';
import type { FailedAction } from '../../api/types.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Badge } from '../../parts/badge.js';
import { LoadedView } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { Table, type Column } from '../../parts/table.js';
import { Said } from '../../parts/time.js';
import { usePlace } from '../../router/location.js';
import type { Choice } from './choice.js';
import { SendChosen } from './send-chosen.js';
import { useChosen, whoseColumns } from './whose-columns.js';

interface FailedActionsProps {
  readonly choice: Choice;
  readonly changed: () => void;
}

/** Failures one by one, to send some of them again. */
export function FailedActions({ choice, changed }: FailedActionsProps) {
  const { query } = usePlace();
  const after = query.get('after');
  const { chosen, setChosen, toggle } = useChosen();
  const actions = useLoaded(`failed ${query.toString()}`, () =>
    relay.failures.actions({ ...choice, limit: '50', ...(after !== null && { after }) }),
  );
  return (
    <>
      <h2>Each of them</h2>
      <LoadedView of={actions} what="each of them">
        {({ actions: rows, next }) => (
          <>
            <SendChosen
              again={({ id, state }) =>
                state === 'dead' ? relay.deadLetters.replay({ id }) : relay.pending.run({ id })
              }
              chosen={rows.filter(({ id }) => chosen.has(id))}
              chooseAll={() => setChosen(new Set(rows.map(({ id }) => id)))}
              done={() => {
                setChosen(new Set());
                actions.reload();
                changed();
              }}
            />
            <Table
              label="Failures"
              columns={[...whoseColumns(chosen, toggle), WHY]}
              rows={rows}
              keyOf={({ id }) => id}
            />
            <Pager path="/failures" count={rows.length} next={next} />
          </>
        )}
      </LoadedView>
    </>
  );
}

const WHY: Column<FailedAction> = {
  head: 'Why',
  cell: ({ reason, state }) => (
    <>
      <Badge
        told={state === 'dead' ? { tone: 'bad', text: 'Given up' } : { tone: 'waiting', text: 'Tried again' }}
      />{' '}
      <Said>{reason}</Said>
    </>
  ),
  kind: 'wide',
};
