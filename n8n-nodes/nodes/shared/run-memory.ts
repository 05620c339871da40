import type { IExecuteFunctions } from 'n8n-workflow';
import { BoundedMap } from './bounded-map';
import { runIdentity } from './run-identity';

/** What has come of the items of one run of a node, by their index. */
export type RunMemory<T> = Pick<BoundedMap<string, T>, 'get' | 'set'>;

const MOST_ITEMS = 5_000;

const done = new BoundedMap<string, unknown>(MOST_ITEMS);

const FORGETFUL: RunMemory<never> = { get: () => undefined, set: () => undefined };

/**
 * n8n's Retry On Fail runs a node again with all of its items. What was done in the try before is found here, so that
 * nothing is sent, written or counted twice. Remembers nothing where the node is not set to retry.
 */
export function runMemory<T>(context: IExecuteFunctions): RunMemory<T> {
  const { retryOnFail = false, id } = context.getNode();
  if (!retryOnFail) return FORGETFUL;
  const { executionId, runIndex } = runIdentity(context);
  if (executionId === '') return FORGETFUL;
  const keyOf = (item: string) => JSON.stringify([executionId, id, runIndex, item]);
  return {
    get: (item) => done.get(keyOf(item)) as T | undefined,
    set: (item, outcome) => {
      done.set(keyOf(item), outcome);
    },
  };
}
