import { inWords, type Perform } from './errors.js';

/**
 * A perform whose code is loaded when it first runs. Zapier loads the app anew whenever a step runs after a pause, and
 * few steps need the engine and the schema of the configuration, which are almost half of it.
 */
export function loadedWhenRun<R>(load: () => Promise<Perform<R>>): Perform<R> {
  return inWords(async (z, bundle) => {
    const perform = await load();
    return perform(z, bundle);
  });
}
