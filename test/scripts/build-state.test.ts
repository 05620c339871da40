import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { builtRelay } from '../acceptance-process/support/built.js';
import { tempFolder } from '../support/relay.js';
import { inNode } from './in-node.js';

const MODULE = 'scripts/build-state.mjs';
const ENDINGS = ['.js', '.js.map', '.d.ts', '.d.ts.map'];

let root = '';

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

const outputs = (stem: string): string[] => ENDINGS.map((ending) => `relay/dist/${stem}${ending}`);
const sources = () => inNode(MODULE, `it.sourcesOf(${JSON.stringify(root)}, ['relay'])`);
const built = () => inNode(MODULE, `it.outputsOf(${JSON.stringify(root)}, ['relay'])`);
const inRelay = (name: string) =>
  inNode(MODULE, `it.${name}(${JSON.stringify(path.join(root, 'relay'))}) ?? null`);

/** A small tree in the shape of the repository, as if it had just been built. */
beforeEach(() => {
  root = tempFolder();
  for (const file of [
    'tsconfig.base.json',
    'package-lock.json',
    'relay/package.json',
    'relay/tsconfig.json',
  ]) {
    write(file, '{}');
  }
  for (const stem of ['index', 'cli/main']) {
    write(`relay/src/${stem}.ts`, `export const name = '${stem}';\n`);
    for (const file of outputs(stem)) write(file, 'built');
  }
  write('relay/src/platform.d.ts', 'declare const only: string;\n');
  write('relay/dist/.tsbuildinfo', '{}');
});

describe('a build', () => {
  it('is no longer current after any edit of a source, even one that keeps its size and its time', () => {
    const before = sources();
    const file = path.join(root, 'relay/src/index.ts');
    const { atime, mtime, size } = statSync(file);
    writeFileSync(file, "export const name = 'Index';\n".slice(0, size));
    utimesSync(file, atime, mtime);
    expect(statSync(file).size).toBe(size);
    expect(sources()).not.toBe(before);
  });

  it.each(['tsconfig.base.json', 'package-lock.json', 'relay/package.json', 'relay/tsconfig.json'])(
    'is no longer current after an edit of %s',
    (file) => {
      const before = sources();
      write(file, '{ "changed": true }');
      expect(sources()).not.toBe(before);
    },
  );

  it('is no longer current after a source was removed, added or renamed', () => {
    const seen = [sources()];
    write('relay/src/added.ts', '');
    seen.push(sources());
    rmSync(path.join(root, 'relay/src/added.ts'));
    write('relay/src/renamed.ts', '');
    seen.push(sources());
    expect(new Set(seen).size).toBe(3);
  });

  it('stays current when a source is only touched', () => {
    const before = sources();
    utimesSync(path.join(root, 'relay/src/index.ts'), new Date(0), new Date(0));
    expect(sources()).toBe(before);
  });

  it('is no longer current when another compiler has written to dist, or something was cleaned up there', () => {
    const seen = [built()];
    write('relay/dist/index.js', 'built of other sources');
    seen.push(built());
    rmSync(path.join(root, 'relay/dist/cli/main.js'));
    seen.push(built());
    expect(new Set(seen).size).toBe(3);
  });

  it('keeps nothing of a source that has gone, and leaves everything else', () => {
    for (const file of outputs('process/removed')) write(file, 'built');
    write('relay/dist/.built-from', 'sources');
    write('relay/dist/platform.js', 'from a source that has become declarations');

    const gone = inRelay('removeOrphans') as string[];

    expect(gone.sort()).toEqual(
      [...ENDINGS.map((ending) => `dist/process/removed${ending}`), 'dist/platform.js'].sort(),
    );
    expect(existsSync(path.join(root, 'relay/dist/process/removed.js'))).toBe(false);
    for (const file of [...outputs('index'), ...outputs('cli/main')]) {
      expect(existsSync(path.join(root, file))).toBe(true);
    }
    expect(readFileSync(path.join(root, 'relay/dist/.built-from'), 'utf8')).toBe('sources');
  });

  it('is made anew where a compiled file is missing, which the compiler would not notice', () => {
    inRelay('forgetPartialBuild');
    expect(existsSync(path.join(root, 'relay/dist/.tsbuildinfo'))).toBe(true);
    rmSync(path.join(root, 'relay/dist/index.d.ts'));
    inRelay('forgetPartialBuild');
    expect(existsSync(path.join(root, 'relay/dist/.tsbuildinfo'))).toBe(false);
  });
});

describe('a test that starts the built relay', () => {
  it('refuses to when nobody has looked whether the build is current', () => {
    const checked = process.env['BUILD_IS_CURRENT'];
    delete process.env['BUILD_IS_CURRENT'];
    try {
      expect(() => builtRelay('program/main.js')).toThrow('"built" in jest.config.mjs');
    } finally {
      if (checked !== undefined) process.env['BUILD_IS_CURRENT'] = checked;
    }
  });
});
