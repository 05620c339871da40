import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import type { PendingAction } from '../../api/types.js';
import { Confirm } from '../../parts/confirm.js';
import { Empty } from '../../parts/empty.js';
import { Pager } from '../../parts/pager.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Said, Time } from '../../parts/time.js';
import { Link } from '../../router/link.js';
import { actionLabel, shownNumber } from '../../words/kinds.js';
import { LeadLink, callHref } from '../calls/call-table.js';
import { SendAgain } from '../call/send-again.js';
import { FlushMany } from './flush-many.js';
import { WhyItWaits } from './why-it-waits.js';
import { useMayOperate } from '../../frame/account.js';
import { shortName } from '../../words/short.js';

interface PendingListProps {
  readonly page: { readonly pending: readonly PendingAction[]; readonly next: string | null };
  readonly query: URLSearchParams;
  readonly changed: () => void;
}

/** Each thing that waits, with what holds it, to be sent now or ended. */
export function PendingList({ page: { pending, next }, query, changed }: PendingListProps) {
  const [flushed, setFlushed] = useState<PendingAction | null>(null);
  const mayOperate = useMayOperate();
  if (pending.length === 0)
    return (
      <Empty title={query.size === 0 ? 'Nothing waits' : 'Nothing of that waits'}>
        What a workflow plans for later stands here until it is sent. What did not arrive stands under
        Failures.
      </Empty>
    );
  return (
    <>
      <div class="buttons toolbar">
        <span class="hint">
          {shownNumber(pending.length)}
          {next === null ? '' : ' and more'} waiting
        </span>
        <FlushMany query={query} changed={changed} />
      </div>
      <Table
        label="Pending"
        columns={mayOperate ? [...COLUMNS, doColumn(setFlushed, changed)] : COLUMNS}
        rows={pending}
        keyOf={({ id }) => id}
      />
      <Pager
        path="/pending"
        count={pending.length}
        next={next}
        sizes={['20', '50', '100', '200', '500', '1000']}
      />
      {flushed !== null && <FlushOne action={flushed} changed={changed} onClose={() => setFlushed(null)} />}
    </>
  );
}

const COLUMNS: readonly Column<PendingAction>[] = [
  {
    head: 'Due',
    cell: ({ dueAt, occurrenceId }) => (
      <Link href={callHref(occurrenceId)}>
        <Time at={dueAt} />
      </Link>
    ),
  },
  {
    head: 'Who',
    cell: ({ leadKey, name, phone }) => (
      <>
        <LeadLink leadKey={leadKey} />
        <br />
        <Text none="">{[name, phone].filter((each) => each !== null && each !== '').join(', ')}</Text>
      </>
    ),
  },
  {
    head: 'What',
    cell: ({ type, workflowName, endpointName }) => (
      <>
        {actionLabel(type)} to <Text>{endpointName}</Text>
        <br />
        <span class="hint">
          <Text>{workflowName}</Text>
        </span>
      </>
    ),
    kind: 'wide',
  },
  {
    head: 'Why it waits',
    cell: (action) => (
      <>
        {action.reason !== null && <Said>{action.reason}</Said>}
        <WhyItWaits action={action} />
      </>
    ),
    kind: 'wide',
  },
];

function doColumn(flush: (action: PendingAction) => void, changed: () => void): Column<PendingAction> {
  return {
    head: 'Action',
    cell: (action) => (
      <div class="buttons">
        <SendAgain action={action} changed={changed} />
        <button
          type="button"
          aria-label={`Flush ${actionLabel(action.type)} of ${shortName(action.name ?? action.leadKey ?? action.id)}`}
          onClick={() => flush(action)}
        >
          Flush
        </button>
      </div>
    ),
  };
}

interface FlushOneProps {
  readonly action: PendingAction;
  readonly changed: () => void;
  readonly onClose: () => void;
}

function FlushOne({ action, changed, onClose }: FlushOneProps) {
  const { id, type, endpointName, name, phone, dueAt } = action;
  const flush = async () => {
    await relay.pending.flush({ id });
    changed();
  };
  return (
    <Confirm title="End it without sending?" action="Flush it" tone="danger" work={flush} onClose={onClose}>
      <p>
        {actionLabel(type)} to <Text>{endpointName}</Text> for{' '}
        <Text none="a lead without a name">{name ?? phone}</Text>, due <Time at={dueAt} />.
      </p>
      <p>
        It is never sent then, and this cannot be taken back. It stays in the story of its call, as flushed.
      </p>
    </Confirm>
  );
}
