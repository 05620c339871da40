import { ConvosoError } from './errors.js';

export interface BatchOptions {
  /** How many operations run at the same time, 1 or more. Default 5. */
  readonly concurrency?: number | undefined;
}

export interface BatchItemSuccess<T> {
  status: 'fulfilled';
  value: T;
  /** The place of its item, from 0. */
  index: number;
}

export interface BatchItemError {
  status: 'rejected';
  reason: Error;
  /** The place of its item, from 0. */
  index: number;
}

export interface BatchResult<T> {
  /** One for each item, in the order of the items. */
  results: (BatchItemSuccess<T> | BatchItemError)[];
  successCount: number;
  errorCount: number;
}

const USUAL_CONCURRENCY = 5;

/**
 * Carries out an operation for each item, several at a time. It never rejects: what an operation throws is the result of
 * its item, and keeps none of the others back.
 *
 * @throws {ConvosoError} for a concurrency that would carry out nothing
 */
export async function batch<TInput, TOutput>(
  items: Iterable<TInput>,
  operation: (item: TInput) => Promise<TOutput>,
  { concurrency = USUAL_CONCURRENCY }: BatchOptions = {},
): Promise<BatchResult<TOutput>> {
  if (!(concurrency >= 1)) {
    throw new ConvosoError(
      `batch: concurrency is ${String(concurrency)}, and so nothing would be done. Give 1 or more.`,
    );
  }
  const results: BatchResult<TOutput>['results'] = [];
  // A copy: a set counts as well as an array, and what becomes of the list meanwhile keeps no item back.
  const all = [...items];
  // All workers take from the one iterator, so that each item is taken once.
  const waiting = all.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await settled(operation, item, index);
  };
  await Promise.all(Array.from({ length: Math.min(Math.floor(concurrency), all.length) }, work));
  const successCount = results.filter(({ status }) => status === 'fulfilled').length;
  return { results, successCount, errorCount: results.length - successCount };
}

async function settled<TInput, TOutput>(
  operation: (item: TInput) => Promise<TOutput>,
  item: TInput,
  index: number,
): Promise<BatchItemSuccess<TOutput> | BatchItemError> {
  try {
    return { status: 'fulfilled', value: await operation(item), index };
  } catch (thrown) {
    return { status: 'rejected', reason: asError(thrown), index };
  }
}

/** An object says nothing as a text, and not each has one: it is the cause. */
function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  if (typeof thrown === 'object' && thrown !== null) {
    return new Error('the operation threw an object that is no Error; it is the cause of this one', {
      cause: thrown,
    });
  }
  return new Error(String(thrown));
}
