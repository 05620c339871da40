import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNodeError, failedItem, type NodeError } from './failed-item';
import { runMemory } from './run-memory';

/** What comes of an item, and by which output it leaves. */
export interface ItemOutcome {
  readonly json: INodeExecutionData['json'];
  /** From 0. */
  readonly output?: number;
}

export interface Plan {
  /** How many outputs the node has, its error output not counted. */
  readonly outputs: number;
  /** By which output what failed leaves where the node is set to continue without an error output. */
  readonly failedOutput?: number;
  /** What a failed item holds besides its error. */
  readonly alsoOfFailed?: (error: NodeError) => IDataObject;
  /** How many items are worked on at the same time. */
  readonly atOnce?: number;
}

type Perform = (
  item: INodeExecutionData,
  itemIndex: number,
) => ItemOutcome | readonly ItemOutcome[] | Promise<ItemOutcome | readonly ItemOutcome[]>;

interface Leaving {
  readonly output: number;
  readonly item: INodeExecutionData;
}

/**
 * Does the same with each item. A failure ends the execution or, where the node is set to continue, becomes the item's
 * error. What was done before a failure is not done again when n8n retries the node. Files of an item go on with it.
 */
export async function eachItem(
  context: IExecuteFunctions,
  { outputs, failedOutput = 0, alsoOfFailed, atOnce = 1 }: Plan,
  perform: Perform,
): Promise<INodeExecutionData[][]> {
  const items = context.getInputData();
  const done = runMemory<readonly ItemOutcome[]>(context);
  const leaving: Leaving[][] = [];
  const failures: { itemIndex: number; error: NodeError }[] = [];

  async function doOne(item: INodeExecutionData, itemIndex: number): Promise<void> {
    try {
      const outcomes = done.get(String(itemIndex)) ?? [await perform(item, itemIndex)].flat();
      done.set(String(itemIndex), outcomes);
      leaving[itemIndex] = outcomes.map(({ json, output = 0 }) => ({
        output,
        item: {
          json,
          ...(item.binary === undefined ? {} : { binary: item.binary }),
          pairedItem: { item: itemIndex },
        },
      }));
    } catch (thrown) {
      const error = asNodeError(context, thrown, itemIndex);
      if (!context.continueOnFail()) failures.push({ itemIndex, error });
      const also = alsoOfFailed?.(error) ?? {};
      const failed = failedItem(context, item, { error, itemIndex, also });
      leaving[itemIndex] = [{ output: failedOutput, item: failed }];
    }
  }

  // What others have begun is let come to its end before a failure ends the execution, so that it is known what was done.
  const waiting = items.entries();
  async function work(): Promise<void> {
    for (const [itemIndex, item] of waiting) {
      await doOne(item, itemIndex);
      if (failures.length > 0) return;
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));

  const [first] = failures.sort((one, other) => one.itemIndex - other.itemIndex);
  if (first !== undefined) throw first.error;
  return Array.from({ length: outputs }, (_, index) =>
    leaving.flat().flatMap(({ output, item }) => (output === index ? [item] : [])),
  );
}
