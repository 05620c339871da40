import { describe, expect, it } from '@jest/globals';
import { inNode } from './in-node.js';

/**
 * What is printed of four files begun at 0, 10, 200 and 300 s, the third of which ends, when the timer goes at 480 s. The
 * first is at its second test by then.
 */
const RUN = `(() => {
  const said = []; let now = 0; let timer;
  const reporter = new it.default({}, { print: (text) => said.push(text), now: () => now, every: (each) => void (timer = each) });
  reporter.onRunStart();
  const files = [[0, '/a.test.ts'], [10_000, '/d.test.ts'], [200_000, '/b.test.ts'], [300_000, '/c.test.ts']];
  for (const [at, path] of files) {
    now = at;
    reporter.onTestFileStart({ path });
  }
  for (const fullName of ['one', 'two']) reporter.onTestCaseStart({ path: '/a.test.ts' }, { fullName });
  reporter.onTestFileResult({ path: '/b.test.ts' });
  now = 480_000;
  timer();
  return said.join('');
})()`;

describe('a long run', () => {
  it('names the files that have been running for minutes and where they are, not those that ended or have just begun', () => {
    expect(inNode('test/run/unfinished-reporter.mjs', RUN)).toBe(
      'Still running after 480 s: /a.test.ts, at "two"\n' +
        'Still running after 470 s: /d.test.ts, before its first test\n',
    );
  });
});
