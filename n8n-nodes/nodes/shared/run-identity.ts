import { createHash, randomUUID } from 'crypto';
import { readCallEvent } from '@convoso-connect/core';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** Which run of a node this is: the same again when n8n's Retry On Fail repeats it. */
export interface RunIdentity {
  /** Empty where n8n does not tell it. */
  readonly executionId: string;
  /** How often the node had run before in this execution; it is more than 0 in loops. */
  readonly runIndex: number;
}

export function runIdentity(context: IExecuteFunctions): RunIdentity {
  const { $runIndex } = context.getWorkflowDataProxy(0);
  return { executionId: context.getExecutionId(), runIndex: typeof $runIndex === 'number' ? $runIndex : 0 };
}

/**
 * The Idempotency-Key of what a node does for an item. It follows from its cause, the event: a repeat has the same
 * one, whether n8n's Retry On Fail or Retry Execution makes it. Without an event the execution takes its place.
 *
 * The run and the item belong to it, too: in a loop or behind a Split Out one event leads to several requests, and a
 * receiver must not take the second of them for a repeat of the first.
 */
export function idempotencyKey(
  context: IExecuteFunctions,
  { executionId, runIndex }: RunIdentity,
  json: IDataObject,
  itemIndex: number,
): string {
  const event = eventIdOf(context, json, itemIndex);
  if (event === null && executionId === '') return randomUUID();
  const cause = event === null ? ['execution', executionId] : ['event', event];
  const { id: workflowId = '' } = context.getWorkflow();
  return uuidOf(JSON.stringify([...cause, workflowId, context.getNode().id, runIndex, itemIndex]));
}

/**
 * The event that an item is about; null where none is known. An Adaptor gives on its fields only; the event is then that
 * of the trigger the item comes from.
 */
export function eventIdOf(context: IExecuteFunctions, json: IDataObject, itemIndex: number): string | null {
  const own = readCallEvent(json);
  if (own !== null) return own.id ?? null;
  const trigger = context
    .getParentNodes(context.getNode().name)
    .find(({ type }) => type.endsWith('.convosoTrigger') || type.endsWith('.convosoRelayTrigger'));
  if (trigger === undefined) return null;
  try {
    const { $ } = context.getWorkflowDataProxy(itemIndex) as { $: (name: string) => { item?: unknown } };
    const { item } = $(trigger.name);
    return readCallEvent((item as { json?: IDataObject } | undefined)?.json ?? {})?.id ?? null;
  } catch {
    // A node in between has not told which item each of its own comes from.
    return null;
  }
}

/** In the form of a UUID (version 8, of one's own making), which some receivers ask for. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
