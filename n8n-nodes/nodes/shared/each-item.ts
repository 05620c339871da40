import {
  NodeApiError,
  NodeOperationError,
  type IExecuteFunctions,
  type INodeExecutionData,
  type JsonObject,
} from 'n8n-workflow';

/** What comes of one item, and by which output it leaves. */
export interface ItemOutcome {
  readonly json: INodeExecutionData['json'];
  /** From 0. */
  readonly output?: number;
}

/**
 * Does the same with each item, one after the other. A failure ends the execution, or where the node is set to
 * continue, becomes the item's error, which n8n leads to the error output where there is one.
 */
export async function eachItem(
  context: IExecuteFunctions,
  outputs: number,
  perform: (item: INodeExecutionData, itemIndex: number) => ItemOutcome | Promise<ItemOutcome>,
): Promise<INodeExecutionData[][]> {
  const branches = Array.from({ length: outputs }, (): INodeExecutionData[] => []);
  for (const [itemIndex, item] of context.getInputData().entries()) {
    try {
      const { json, output = 0 } = await perform(item, itemIndex);
      branches[output]?.push({ json, pairedItem: { item: itemIndex } });
    } catch (error) {
      const shown = asNodeError(context, error, itemIndex);
      if (!context.continueOnFail()) throw shown;
      branches[0]?.push({
        json: { ...item.json, error: shown.message },
        error: shown,
        pairedItem: { item: itemIndex },
      });
    }
  }
  return branches;
}

function asNodeError(
  context: IExecuteFunctions,
  error: unknown,
  itemIndex: number,
): NodeOperationError | NodeApiError {
  if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
  if (error instanceof Error) return new NodeOperationError(context.getNode(), error, { itemIndex });
  return new NodeApiError(context.getNode(), error as JsonObject, { itemIndex });
}
