import { useState } from 'preact/hooks';
import type { DoubtfulAction } from '../../api/types.js';
import type { Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { actionLabel } from '../../words/kinds.js';
import { shortName } from '../../words/short.js';
import { LeadLink, callHref } from '../calls/call-table.js';

/** Which rows of a list somebody has ticked. */
export function useChosen() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return { chosen, setChosen, toggle };
}

/** What every list of actions under Failures begins with: a tick, and whose action it was. */
export function whoseColumns(
  chosen: ReadonlySet<string>,
  toggle: (id: string) => void,
): readonly Column<DoubtfulAction>[] {
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
  ];
}
