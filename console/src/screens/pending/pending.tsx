import { useState } from 'preact/hooks';
import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Share } from '../../parts/copy.js';
import { Choice, FilterForm, Input } from '../../parts/fields.js';
import { LoadedView } from '../../parts/loaded.js';
import { Screen } from '../../parts/screen.js';
import { goTo, hrefOf, usePlace } from '../../router/location.js';
import { useEndpointOptions, useWorkflowOptions } from './endpoint-options.js';
import { PendingList } from './pending-list.js';
import { Switches } from './switches.js';

const NAMES = ['lead', 'workflow', 'endpoint', 'from', 'to', 'after', 'limit'] as const;

/** What is planned and not done yet, and why it waits. */
export function Pending() {
  const { query } = usePlace();
  const asked = Object.fromEntries(
    NAMES.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])),
  );
  const pending = useLoaded(`pending ${query.toString()}`, () => relay.pending.list(asked));
  return (
    <Screen
      title="Pending"
      lead="What is planned and not done yet, what is due first in front, and why it waits."
      actions={<Share />}
    >
      <Filters key={query.toString()} query={query} />
      <LoadedView of={pending} what="what is pending">
        {(page) => <PendingList page={page} query={query} changed={pending.reload} />}
      </LoadedView>
      <Switches />
    </Screen>
  );
}

function Filters({ query }: { readonly query: URLSearchParams }) {
  const [lead, setLead] = useState(query.get('lead') ?? '');
  const [workflow, setWorkflow] = useState(query.get('workflow') ?? '');
  const [endpoint, setEndpoint] = useState(query.get('endpoint') ?? '');
  const [from, setFrom] = useState(query.get('from') ?? '');
  const [to, setTo] = useState(query.get('to') ?? '');
  return (
    <FilterForm
      label="Narrow what is pending"
      onSubmit={() => goTo(hrefOf('/pending', { lead: lead.trim(), workflow, endpoint, from, to }))}
    >
      <Input label="Lead id" value={lead} onChange={setLead} />
      <Choice label="Workflow" value={workflow} onChange={setWorkflow} options={useWorkflowOptions()} />
      <Choice label="Endpoint" value={endpoint} onChange={setEndpoint} options={useEndpointOptions()} />
      <Input label="Due from" type="date" value={from} onChange={setFrom} />
      <Input label="Due to" type="date" value={to} onChange={setTo} />
      <div class="buttons">
        <button type="submit" class="main">
          Show
        </button>
        {query.size > 0 && (
          <button type="button" class="plain" onClick={() => goTo(hrefOf('/pending'))}>
            Show all
          </button>
        )}
      </div>
    </FilterForm>
  );
}
