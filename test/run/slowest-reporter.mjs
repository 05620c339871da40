import { shown } from './shown-path.mjs';

/** How many are listed; a run of fewer files needs no list. */
const LISTED = 10;

/** Lists at the end of a longer run what took longest, so that a suite that grows slow says where. */
export default class SlowestReporter {
  #print;

  /** @param {(text: string) => void} print where the lists go: to stderr, like all that jest reports */
  constructor(_globalConfig, { print = (text) => process.stderr.write(text) } = {}) {
    this.#print = print;
  }

  /** @param {import('@jest/test-result').AggregatedResult} results */
  onRunComplete(_contexts, { testResults }) {
    if (testResults.length <= LISTED) return;
    const files = testResults.map(({ testFilePath, perfStats }) => ({
      name: shown(testFilePath),
      milliseconds: perfStats.runtime,
    }));
    const tests = testResults.flatMap(({ testFilePath, testResults: ofFile }) =>
      ofFile.map(({ fullName, duration }) => ({
        name: `${shown(testFilePath)}: ${fullName}`,
        milliseconds: duration ?? 0,
      })),
    );
    this.#print(`\n${listed('The slowest test files', files)}\n${listed('The slowest tests', tests)}\n`);
  }
}

function listed(title, timed) {
  const slowest = [...timed].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, LISTED);
  const lines = slowest.map(
    ({ name, milliseconds }) => `${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${name}\n`,
  );
  return `${title}:\n${lines.join('')}`;
}
