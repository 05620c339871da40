import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import type { FailedAction } from '../../api/types.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Badge } from '../../parts/badge.js';
import { LoadedView } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { usePlace } from '../../router/location.js';
import { actionLabel } from '../../words/kinds.js';
import { LeadLink, callHref } from '../calls/call-table.js';
import type { Choice } from './choice.js';
import { SendChosen } from './send-chosen.js';
import { shortName } from '../../words/short.js';

interface FailedActionsProps {
  readonly choice: Choice;
  readonly changed: () => void;
}

/** Failures one by one, to send some of them again. */
export function FailedActions({ choice, changed }: FailedActionsProps) {
  const { query } = usePlace();
  const after = query.get('after');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const actions = useLoaded(`failed ${query.toString()}`, () =>
    relay.failures.actions({ ...choice, limit: '50', ...(after !== null && { after }) }),
  );
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <>
      <h2>Each of them</h2>
      <LoadedView of={actions} what="each of them">
        {({ actions: rows, next }) => (
          <>
            <SendChosen
              chosen={rows.filter(({ id }) => chosen.has(id))}
              chooseAll={() => setChosen(new Set(rows.map(({ id }) => id)))}
              done={() => {
                setChosen(new Set());
                actions.reload();
                changed();
              }}
            />
            <Table label="Failures" columns={columnsOf(chosen, toggle)} rows={rows} keyOf={({ id }) => id} />
            <Pager path="/failures" count={rows.length} next={next} />
          </>
        )}
      </LoadedView>
    </>
  );
}

function columnsOf(
  chosen: ReadonlySet<string>,
  toggle: (id: string) => void,
): readonly Column<FailedAction>[] {
  return [
    {
      head: 'Choose',
      cell: ({ id, name, phone }) => (
        <input
          type="checkbox"
          checked={chosen.has(id)}
          aria-label={`Choose ${shortName(name ?? phone ?? id)}`}
          onChange={() => toggle(id)}
        />
      ),
      kind: 'short',
    },
    {
      head: 'Due',
      cell: ({ dueAt, occurrenceId }) => (
        <Link href={callHref(occurrenceId)}>
          <Time at={dueAt} />
        </Link>
      ),
    },
    { head: 'Lead', cell: ({ leadKey }) => <LeadLink leadKey={leadKey} /> },
    { head: 'Name', cell: ({ name }) => <Text>{name}</Text> },
    { head: 'Phone', cell: ({ phone }) => <Text>{phone}</Text> },
    {
      head: 'What',
      cell: ({ type, workflowName }) => (
        <>
          {actionLabel(type)}, <Text>{workflowName}</Text>
        </>
      ),
    },
    {
      head: 'Why',
      cell: ({ reason, state }) => (
        <>
          <Badge
            told={
              state === 'dead' ? { tone: 'bad', text: 'Given up' } : { tone: 'waiting', text: 'Tried again' }
            }
          />{' '}
          <Said>{reason}</Said>
        </>
      ),
      kind: 'wide',
    },
  ];
}
