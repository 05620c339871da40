import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ItemDecision } from '../../n8n-nodes/nodes/ConvosoWorkflow/decide-item';
import { ConvosoWorkflow } from '../../n8n-nodes/nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { run, type Ran, type RunOptions } from '../../n8n-nodes/test/harness';
import { keyOf } from '../support/key.js';
import { runRelay, tempFolder, type RelaySetup, type TestRelay } from '../support/relay.js';
import { httpRequest } from './http-request';

/** A relay, and what a credential of n8n holds of it. */
export interface AskedRelay {
  readonly relay: TestRelay;
  readonly credential: { readonly url: string; readonly key: string };
  readonly dataFolder: string;
}

export async function askedRelay(setup: RelaySetup): Promise<AskedRelay> {
  const dataFolder = setup.dataFolder ?? tempFolder();
  const relay = await runRelay({ ...setup, dataFolder });
  return { relay, credential: { url: relay.url, key: keyOf(dataFolder) }, dataFolder };
}

const node = new ConvosoWorkflow();

/** Runs a Convoso Workflow node whose guardrails a relay remembers, over real sockets. */
export async function runAsking(
  credential: IDataObject,
  items: readonly IDataObject[],
  { parameters = {}, ...options }: Partial<RunOptions> = {},
): Promise<Ran> {
  return await run(node, {
    items,
    parameters: { rememberIn: 'relay', ...parameters },
    credentials: { convosoConnectRelayApi: credential },
    answer: httpRequest,
    ...options,
  });
}

/** What was decided of the items, in their order. */
export function decisionsOf({ outputs }: Ran): ItemDecision[] {
  const placed = outputs.flat().map((item): [number, ItemDecision] => [indexOf(item), decisionOf(item)]);
  return placed.sort(([one], [other]) => one - other).map(([, decision]) => decision);
}

function indexOf({ pairedItem }: INodeExecutionData): number {
  return (pairedItem as { readonly item: number }).item;
}

function decisionOf({ json }: INodeExecutionData): ItemDecision {
  return json['decision'] as unknown as ItemDecision;
}
