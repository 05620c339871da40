import Sequencer from '@jest/test-sequencer';

/** Tests of relays that share a Postgres: much of what they do is to wait for the time that is theirs. */
const OF_SEVERAL = /\/acceptance-(?:relays|postgres)\//;

/**
 * Starts the tests that start processes first, and then those of several relays. They take longest, and jest, which goes by the
 * size of a file until it has timed it, would leave some of them for the end, when only one of the cores has anything to do.
 */
export default class ProcessesFirst extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => turnOf(a) - turnOf(b));
  }
}

function turnOf({ path, context }) {
  if (context.config.displayName?.name === 'built') return 0;
  return OF_SEVERAL.test(path) ? 1 : 2;
}
