import { describe, expect, it } from '@jest/globals';
import { inNode } from './in-node.js';

/** What is printed at the end of a run of so many files, each of which has one test and takes its number of seconds. */
function printedAfter(files: number): string {
  const testResults = Array.from({ length: files }, (_, index) => ({
    testFilePath: `/elsewhere/${index + 1}.test.ts`,
    perfStats: { runtime: 1_000 * (index + 1) },
    testResults: [{ fullName: `test ${index + 1}`, duration: 500 * (index + 1) }],
  }));
  const results = JSON.stringify({ testResults });
  const run = `{ const said = []; new it.default({}, { print: (text) => said.push(text) }).onRunComplete(new Set(), ${results}); return said.join(''); }`;
  return String(inNode('test/run/slowest-reporter.mjs', `(() => ${run})()`));
}

describe('the end of a run', () => {
  it('lists the ten slowest files and the ten slowest tests, the slowest first', () => {
    const printed = printedAfter(12);
    const [files = '', tests = ''] = printed.split('The slowest tests:');
    const seconds = (text: string) =>
      [...text.matchAll(/^ +([\d.]+) s {2}/gm)].map(([, each]) => Number(each));
    expect(seconds(files)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(seconds(tests)).toEqual([6, 5.5, 5, 4.5, 4, 3.5, 3, 2.5, 2, 1.5]);
    expect(files).toContain('12.0 s  /elsewhere/12.test.ts\n');
    expect(tests).toContain('6.0 s  /elsewhere/12.test.ts: test 12\n');
  });

  it('lists nothing where few files ran', () => {
    expect(printedAfter(3)).toBe('');
  });
});
