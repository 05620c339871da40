import Sequencer from '@jest/test-sequencer';

/**
 * Starts the tests that start processes first. They take longest, and jest, which goes by the size of a file until it
 * has timed it, would leave some of them for the end, when only one of the cores has anything to do.
 */
export default class ProcessesFirst extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    const startsProcesses = ({ context }) => context.config.displayName?.name === 'built';
    return [...super.sort(tests)].sort((a, b) => Number(startsProcesses(b)) - Number(startsProcesses(a)));
  }
}
