import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCEPTED, INSTALLED, REFUSED, type Tree } from './planted-tree.js';

const ROOT = join(__dirname, '../..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = 'dependency-cruiser.config.cjs';
/** The real rules and manifests: what is tested is what `npm run lint` uses. */
const MANIFESTS = ['', 'core/', 'receiver/', 'relay/', 'zapier-app/'].map((at) => `${at}package.json`);
const COPIED = [CONFIG, 'lint/package-doors.cjs', ...MANIFESTS];
const FOLDERS = ['core', 'receiver', 'relay', 'test', 'n8n-nodes', 'zapier-app'];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let folder = '';
let violations: readonly Violation[] = [];

function plant(tree: Tree): void {
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function cruise(): readonly Violation[] {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', ...FOLDERS];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (stdout === '') throw new Error(`dependency-cruiser said nothing but: ${stderr}`);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'arrows-')));
  for (const file of COPIED) cpSync(join(ROOT, file), join(folder, file));
  plant(INSTALLED);
  plant(ACCEPTED);
  for (const { files } of REFUSED) plant(files);
  violations = cruise();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run lint', () => {
  it.each(REFUSED)('refuses $from ($rule)', ({ from, rule }) => {
    expect(violations.filter((found) => found.from === from).map((found) => found.rule.name)).toContain(rule);
  });

  it.each(Object.keys(ACCEPTED))('leaves alone %s', (file) => {
    expect(violations.filter((found) => found.from === file)).toEqual([]);
  });
});
