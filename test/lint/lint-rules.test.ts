import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ACCEPTED, REFUSED } from './planted-texts.js';

const ROOT = join(__dirname, '../..');

/** The rules that object, for each text; in one process, because loading the types takes longer than all the texts. */
function lint(texts: readonly { file: string; text: string; rule?: string }[]): string[][] {
  const input = JSON.stringify(texts.map((each) => ({ ...each, file: join(ROOT, each.file) })));
  const script = join(__dirname, 'lint-texts.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`lint-texts ended with ${status ?? 'a signal'}: ${stderr}`);
  return JSON.parse(stdout) as string[][];
}

let refused: string[][] = [];
let accepted: string[][] = [];

beforeAll(() => {
  const findings = lint([...REFUSED, ...ACCEPTED]);
  refused = findings.slice(0, REFUSED.length);
  accepted = findings.slice(REFUSED.length);
});

describe('npm run lint', () => {
  it.each(REFUSED.map((planted, index) => ({ ...planted, index })))(
    'refuses in $file: $text',
    ({ index, rule }) => {
      expect(refused[index]).toContain(rule);
    },
  );

  it.each(ACCEPTED.map((planted, index) => ({ ...planted, index })))(
    'leaves alone in $file: $text',
    ({ index }) => {
      expect(accepted[index]).toEqual([]);
    },
  );
});
