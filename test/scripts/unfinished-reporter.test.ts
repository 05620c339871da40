import { describe, expect, it } from '@jest/globals';
import { inNode } from './in-node.js';

/** What is printed of three files begun at 0, 200 and 300 s, the second of which ends, when the timer goes at 480 s. */
const RUN = `(() => {
  const said = []; let now = 0; let timer;
  const reporter = new it.default({}, { print: (text) => said.push(text), now: () => now, every: (each) => void (timer = each) });
  reporter.onRunStart();
  for (const [at, path] of [[0, '/a.test.ts'], [200_000, '/b.test.ts'], [300_000, '/c.test.ts']]) {
    now = at;
    reporter.onTestFileStart({ path });
  }
  reporter.onTestFileResult({ path: '/b.test.ts' });
  now = 480_000;
  timer();
  return said.join('');
})()`;

describe('a long run', () => {
  it('names the files that have been running for minutes, not those that ended or have just begun', () => {
    expect(inNode('test/run/unfinished-reporter.mjs', RUN)).toBe('Still running after 480 s: /a.test.ts\n');
  });
});
