import { createHash, randomUUID } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

interface ToSend {
  readonly item: IDataObject;
  readonly itemIndex: number;
  readonly apiUrl: string;
  readonly payload: string;
}

/**
 * The key of one delivery, derived from what caused it: a call event by its id, whatever execution carries it, so that
 * a retried execution sends under the same key. Without a call event it is the execution that causes it.
 */
export function idempotencyKey(
  context: IExecuteFunctions,
  { item, itemIndex, apiUrl, payload }: ToSend,
): string {
  const node = context.getNode().id;
  const event = callEventId(item);
  const execution = event === null ? executionId(context) : null;
  const cause =
    event ?? (execution === null ? null : `${execution}/${runOf(context, itemIndex)}/${String(itemIndex)}`);
  if (cause === null) return randomUUID();
  return createHash('sha256').update([cause, node, apiUrl, payload].join('\n')).digest('hex').slice(0, 32);
}

/** Call events carry their kinds; a mere id may be anything's. */
function callEventId({ id, kinds }: IDataObject): string | null {
  return typeof id === 'string' && id !== '' && Array.isArray(kinds) ? id : null;
}

/** Which run of the node within the execution it is: in a loop the same fields may well be meant twice. */
function runOf(context: IExecuteFunctions, itemIndex: number): string {
  return String(context.getWorkflowDataProxy(itemIndex)['$runIndex'] ?? 0);
}

/** Null where nothing is stored, such as when a node is tried by hand. */
function executionId(context: IExecuteFunctions): string | null {
  const id = context.getExecutionId() as string | undefined;
  return id === undefined || id === '' ? null : id;
}
