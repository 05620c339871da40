import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, '../..');

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

interface Problem {
  readonly kind: string;
  readonly resolutionKind?: string;
}

interface Checked {
  readonly lint: readonly unknown[];
  readonly hasTypes: boolean;
  readonly problems: readonly Problem[];
}

/** ESM only: `require` gets the module itself, as Node does it from 20.19 on; the old resolution knows no exports. */
function isAccepted({ kind, resolutionKind }: Problem): boolean {
  return kind === 'CJSResolvesToESM' || resolutionKind === 'node10';
}

async function pack(name: string, folder: string): Promise<{ tarball: string; files: string[] }> {
  const args = ['pack', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: path.join(ROOT, name) });
  const [packed] = JSON.parse(stdout) as [Packed];
  return { tarball: path.join(folder, packed.filename), files: packed.files.map((file) => file.path) };
}

describe.each(['core', 'receiver', 'relay'])('the package %s as it is published', (name) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'connect-pack-'));
  let tarball = '';
  let files: readonly string[] = [];
  beforeAll(async () => ({ tarball, files } = await pack(name, folder)));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has nothing for publint to complain of, and types that resolve as the code does', async () => {
    const script = path.join(__dirname, 'check-published.mjs');
    const { stdout } = await run(process.execPath, [script, tarball]);
    const { lint, hasTypes, problems } = JSON.parse(stdout) as Checked;
    expect(hasTypes).toBe(true);
    expect(lint).toEqual([]);
    expect(problems.filter((problem) => !isAccepted(problem))).toEqual([]);
  });

  it('holds its code, its types, its sources, its licence, what else it serves, and nothing besides', () => {
    const schema = name === 'core' ? ['connect.schema.json', 'relay.openapi.json'] : [];
    const program = name === 'relay' ? ['main', 'command-line', 'thread-entry', 'checkpoint-thread'] : [];
    const licenses = program.length > 0 ? ['dist/program/LICENSES'] : [];
    const page = name === 'relay' ? /^console\/(index\.html|assets\/[^/]+\.(js|css|svg))$/ : null;
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'package.json', 'dist/index.js', 'dist/index.d.ts', ...schema]),
    );
    expect(files.filter((file) => /^dist\/program\/(?!part-).*(?<!\.map)$/.test(file)).sort()).toEqual(
      [...program.map((file) => `dist/program/${file}.js`), ...licenses].sort(),
    );
    expect(
      files.filter(
        (file) =>
          ![...schema, ...licenses].includes(file) &&
          page?.test(file) !== true &&
          !/^(dist\/.*\.(js|d\.ts)(\.map)?|src\/.*\.ts|package\.json|LICENSE|README\.md)$/.test(file),
      ),
    ).toEqual([]);
  });

  it('can be required from CommonJS as well, under every name that it exports', async () => {
    const manifest = readFileSync(path.join(ROOT, name, 'package.json'), 'utf8');
    const subpaths = Object.keys((JSON.parse(manifest) as { exports: object }).exports);
    const script = subpaths
      .map(
        (subpath) =>
          `console.log('${subpath}', typeof require('@convoso-connect/${name}${subpath.slice(1)}'));`,
      )
      .join('\n');
    const { stdout } = await run(process.execPath, ['-e', script], { cwd: path.join(ROOT, 'test') });
    expect(stdout.trim().split('\n')).toEqual(subpaths.map((subpath) => `${subpath} object`));
  });
});
