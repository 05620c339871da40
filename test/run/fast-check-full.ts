import * as real from '../../node_modules/fast-check/lib/cjs/fast-check.js';

/**
 * What `import … from 'fast-check'` gives in the long form (CHECK_FULL=1): the same, with ten times as many examples for
 * each property. The tests name the number that a change has to pass, and need not know of the long form.
 */
export * from '../../node_modules/fast-check/lib/cjs/fast-check.js';

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
  real.assert(property, longer(settings))) as typeof real.assert;

export const check = ((property: never, settings?: Settings) =>
  real.check(property, longer(settings))) as typeof real.check;

export default { ...real.default, assert, check };
