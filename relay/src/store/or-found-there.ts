import { isThereAlready } from './store-fault.js';

/**
 * Does a unit that looks whether something is there before it stores it. Where another relay has stored the same between the look and the
 * commit, the database refuses the second one, and the unit, done once more, finds the first.
 */
export async function orFoundThere<Value>(unit: () => Promise<Value>): Promise<Value> {
  try {
    return await unit();
  } catch (error) {
    if (!isThereAlready(error)) throw error;
    return unit();
  }
}
