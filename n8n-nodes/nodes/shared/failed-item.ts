import {
  NodeApiError,
  NodeOperationError,
  type IDataObject,
  type IExecuteFunctions,
  type INodeExecutionData,
  type JsonObject,
} from 'n8n-workflow';

export type NodeError = NodeOperationError | NodeApiError;

export function asNodeError(context: IExecuteFunctions, error: unknown, itemIndex: number): NodeError {
  if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
  if (error instanceof Error) return new NodeOperationError(context.getNode(), error, { itemIndex });
  return new NodeApiError(context.getNode(), error as JsonObject, { itemIndex });
}

/**
 * An item that failed, for a node that is set to continue. It keeps its fields and files and says what went wrong.
 *
 * n8n replaces the fields of an item that carries `error` beside them, so that it must stand among them. For the error
 * output n8n takes items that hold nothing but `error`, and puts the fields of the item they come from back itself.
 */
export function failedItem(
  context: IExecuteFunctions,
  { json, binary }: INodeExecutionData,
  { error, itemIndex, also = {} }: { error: NodeError; itemIndex: number; also?: IDataObject },
): INodeExecutionData {
  const told = { error: errorJson(error) };
  const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
  return {
    json: hasErrorOutput ? told : { ...json, ...also, ...told },
    ...(binary === undefined ? {} : { binary }),
    pairedItem: { item: itemIndex },
  };
}

/** What a later node can act on: the sentence, what to do, and what the other system answered. */
function errorJson(error: NodeError): IDataObject {
  const { message, description, context } = error;
  const httpCode = error instanceof NodeApiError ? error.httpCode : null;
  const details = (context['details'] ?? {}) as IDataObject;
  return {
    message,
    ...(typeof description === 'string' ? { description } : {}),
    ...(httpCode === null ? {} : { httpCode }),
    ...details,
  };
}
