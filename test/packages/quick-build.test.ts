import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../acceptance-process/support/built.js';
import { tempFolder } from '../support/relay.js';

const PACKAGES = ['core', 'receiver', 'relay'];

/** The sources of some packages somewhere else, where nothing has been built. */
function copyOfSources(packages: readonly string[]): string {
  const root = tempFolder();
  for (const file of ['tsconfig.base.json', ...packages]) {
    cpSync(path.join(ROOT, file), path.join(root, file), {
      recursive: true,
      filter: (from) => !/[\\/](?:dist|test|node_modules)$/.test(from),
    });
  }
  return root;
}

function quickBuild(root: string, packages: readonly string[]): { status: number | null; stderr: string } {
  const folders = packages.map((folder) => path.join(root, folder));
  const script = path.join(ROOT, 'scripts/transpile.mjs');
  return spawnSync(process.execPath, [script, ...folders], { encoding: 'utf8' });
}

/** Without the program that is made of them. */
function scriptsIn(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?!program\/).*\.js(?:\.map)?$/.test(file),
  );
  return new Map(files.sort().map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

describe('the build of a first start, which looks at no types', () => {
  it('makes to the letter what the compiler makes that does', () => {
    const root = copyOfSources(PACKAGES);
    expect(quickBuild(root, PACKAGES)).toMatchObject({ status: 0, stderr: '' });
    for (const folder of PACKAGES) {
      const made = scriptsIn(path.join(root, folder, 'dist'));
      expect(made.size).toBeGreaterThan(5);
      expect(made).toEqual(scriptsIn(path.join(ROOT, folder, 'dist')));
    }
  });

  it('ends with where a source is no TypeScript', () => {
    const root = copyOfSources(['receiver']);
    writeFileSync(path.join(root, 'receiver/src/broken.ts'), 'export const = 1;\n');
    const { status, stderr } = quickBuild(root, ['receiver']);
    expect(status).toBe(1);
    expect(stderr).toContain('broken.ts');
  });
});
