// What `import … from 'fast-check'` gives in the long form (CHECK_FULL=1): the same, with ten times as many examples
// for each property. The tests name the number that a change has to pass, and need not know of the long form.
const real = require('../../node_modules/fast-check');

const FACTOR = 10;
/** fast-check's own. */
const DEFAULT_RUNS = 100;

const longer = (settings = {}) => ({
  ...settings,
  numRuns: (settings.numRuns ?? real.readConfigureGlobal()?.numRuns ?? DEFAULT_RUNS) * FACTOR,
});

const long = {
  ...real,
  assert: (property, settings) => real.assert(property, longer(settings)),
  check: (property, settings) => real.check(property, longer(settings)),
};

module.exports = { ...long, __esModule: true, default: long };
