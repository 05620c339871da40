import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const FOLDER = path.join(__dirname, '../../.github/workflows');

const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(path.join(FOLDER, name), 'utf8'),
}));

describe('C13: a workflow', () => {
  it.each(workflows)('$name uses actions by the digest of a version that it names', ({ text }) => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: *(.*)$/gm)].map(([, action]) => action);
    for (const action of used) expect(action).toMatch(/^[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('runs everything that a change has to pass on every push and pull request', () => {
    const { text = '' } = workflows.find(({ name }) => name === 'check.yml') ?? {};
    expect(text).toMatch(/^on:\n {2}push:\n {4}branches: \['\*\*'\]\n {2}pull_request:$/m);
    expect(text).toMatch(/^ +run: \.ci\/run$/m);
  });

  it.each(workflows)('$name may do no more than it says', ({ text }) => {
    expect(text).toMatch(/^ *permissions:\n +contents: read$/m);
  });
});
