import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';

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

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function pack(name: string): Promise<{ tarball: string; files: string[] }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'connect-pack-'));
  folders.push(folder);
  const args = ['pack', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: path.join(ROOT, name) });
  const [packed] = JSON.parse(stdout) as [Packed];
  return { tarball: path.join(folder, packed.filename), files: packed.files.map((file) => file.path) };
}

describe.each(['core', 'relay'])('the package %s as it is published', (name) => {
  it('has nothing for publint to complain of, and types that resolve as the code does', async () => {
    const { tarball } = await pack(name);
    const script = path.join(__dirname, 'check-published.mjs');
    const { stdout } = await run(process.execPath, [script, tarball]);
    const { lint, hasTypes, problems } = JSON.parse(stdout) as Checked;
    expect(hasTypes).toBe(true);
    expect(lint).toEqual([]);
    expect(problems.filter((problem) => !isAccepted(problem))).toEqual([]);
  });

  it('holds its code, its types, its sources and its licence, and nothing else', async () => {
    const { files } = await pack(name);
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'package.json', 'dist/index.js', 'dist/index.d.ts']),
    );
    expect(
      files.filter(
        (file) => !/^(dist\/.*\.(js|d\.ts)(\.map)?|src\/.*\.ts|package\.json|LICENSE|README\.md)$/.test(file),
      ),
    ).toEqual([]);
  });

  it('can be required from CommonJS as well, under every name that it exports', async () => {
    const manifest = readFileSync(path.join(ROOT, name, 'package.json'), 'utf8');
    const subpaths = Object.keys((JSON.parse(manifest) as { exports: object }).exports);
    for (const subpath of subpaths) {
      const script = `console.log(typeof require('@convoso-connect/${name}${subpath.slice(1)}'))`;
      const { stdout } = await run(process.execPath, ['-e', script], { cwd: path.join(ROOT, 'test') });
      expect(`${subpath} ${stdout.trim()}`).toBe(`${subpath} object`);
    }
  });
});
