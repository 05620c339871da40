import * as bounded from './fast-check.js';

/**
 * What `import … from 'fast-check'` gives in the long form (CHECK_FULL=1): the same, with ten times as many examples for
 * each property. The tests name the number that a change has to pass, and need not know of the long form.
 */
export * from './fast-check.js';

const FACTOR = 10;
/** fast-check's own. */
const DEFAULT_RUNS = 100;

interface Settings {
  readonly numRuns?: number;
}

const longer = (settings: Settings = {}): Settings => ({
  ...settings,
  numRuns: (settings.numRuns ?? DEFAULT_RUNS) * FACTOR,
});

export const assert = ((property: never, settings?: Settings) =>
  bounded.assert(property, longer(settings))) as typeof bounded.assert;

export const check = ((property: never, settings?: Settings) =>
  bounded.check(property, longer(settings))) as typeof bounded.check;

export default { ...bounded.default, assert, check };
