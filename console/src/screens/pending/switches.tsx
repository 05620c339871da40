import { relay } from '../../api/session.js';
import type { Endpoint, Workflow } from '../../api/types.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Badge } from '../../parts/badge.js';
import { LoadedView } from '../../parts/loaded.js';
import { Table, type Column } from '../../parts/table.js';
import { Text } from '../../parts/text.js';
import { Said } from '../../parts/time.js';
import type { Told } from '../../words/states.js';
import { Outgoing } from './outgoing.js';
import { PauseEndpoint } from './pause-endpoint.js';
import { SwitchPart } from './switch-part.js';

/** What lets things go out, and what does not: everything together, each endpoint, each workflow. */
export function Switches() {
  const parts = useLoaded('switches', async () => {
    const [{ endpoints }, { workflows }] = await Promise.all([
      relay.endpoints.list(),
      relay.workflows.list(),
    ]);
    return { endpoints: endpoints.filter(({ direction }) => direction !== 'inbound'), workflows };
  });
  const changed = parts.reload;
  return (
    <>
      <h2 id="switches">Pauses and switches</h2>
      <p class="lead">
        A pause holds what comes due, and sends it in order later. What is switched off is skipped, and not
        sent later.
      </p>
      <Outgoing />
      <LoadedView of={parts} what="the switches">
        {({ endpoints, workflows }) => (
          <>
            <Parts what="endpoint" label="Endpoints" columns={endpointColumns(changed)} rows={endpoints} />
            <p />
            <Parts what="workflow" label="Workflows" columns={workflowColumns(changed)} rows={workflows} />
          </>
        )}
      </LoadedView>
    </>
  );
}

interface PartsProps<Part> {
  readonly what: string;
  readonly label: string;
  readonly columns: readonly Column<Part>[];
  readonly rows: readonly Part[];
}

function Parts<Part extends { readonly id: string }>({ what, label, columns, rows }: PartsProps<Part>) {
  if (rows.length > 0) return <Table label={label} columns={columns} rows={rows} keyOf={({ id }) => id} />;
  return <p class="none">There is no {what} to pause or switch: add one to the configuration.</p>;
}

function endpointColumns(changed: () => void): readonly Column<Endpoint>[] {
  return [
    { head: 'Endpoint', cell: ({ name }) => <Text>{name}</Text>, kind: 'wide' },
    {
      head: 'State',
      cell: ({ active, state }) => (
        <Badge told={active && state === 'paused' ? { tone: 'waiting', text: 'Paused' } : onOff(active)} />
      ),
    },
    {
      head: 'What holds it',
      cell: ({ halts, switched }) => <Said>{halts[0]?.reason ?? switched?.reason ?? null}</Said>,
      kind: 'wide',
    },
    {
      head: 'Action',
      cell: (endpoint) => (
        <div class="buttons">
          <PauseEndpoint endpoint={endpoint} changed={changed} />
          <SwitchPart
            part={endpoint}
            what="endpoint"
            set={(active) => relay.endpoints.switch({ id: endpoint.id, body: { active } })}
            changed={changed}
          />
        </div>
      ),
    },
  ];
}

function workflowColumns(changed: () => void): readonly Column<Workflow>[] {
  return [
    { head: 'Workflow', cell: ({ name }) => <Text>{name}</Text>, kind: 'wide' },
    { head: 'State', cell: ({ active }) => <Badge told={onOff(active)} /> },
    { head: 'Why', cell: ({ switched }) => <Said>{switched?.reason ?? null}</Said>, kind: 'wide' },
    {
      head: 'Action',
      cell: (workflow) => (
        <SwitchPart
          part={workflow}
          what="workflow"
          set={(active) => relay.workflows.switch({ id: workflow.id, body: { active } })}
          changed={changed}
        />
      ),
    },
  ];
}

function onOff(active: boolean): Told {
  return active ? { tone: 'good', text: 'On' } : { tone: 'quiet', text: 'Off' };
}
