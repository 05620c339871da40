import * as real from '../../node_modules/fast-check/lib/cjs/fast-check.js';
import { string } from './any-character.js';

/**
 * What `import … from 'fast-check'` gives: the same, with an end to every property. One that finds a counterexample and
 * then shrinks it for hours, or whose examples have grown exponential, would otherwise hang a run without a word. It is
 * a bound on a hang and no demand on speed, so it is far above what any property takes. It ends as a failure, with the
 * seed and the best counterexample so far.
 */
export * from '../../node_modules/fast-check/lib/cjs/fast-check.js';
export { string };

const MINUTE_MS = 60_000;
const LIMIT_MS = (process.env['CHECK_FULL'] === '1' ? 40 : 4) * MINUTE_MS;

real.installGlobalPlugin(real.interruptAfterTimeLimit(LIMIT_MS, { failOnInterrupt: true }));

export default { ...real.default, string };
