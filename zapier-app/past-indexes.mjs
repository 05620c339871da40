import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** `import { a, type B } from 'place'`, and the same of exports; what is `import type` brings nothing along. */
const IMPORT = /^import \{([^}]*)\} from '([^']+)';/gm;
const EXPORT_NAMES = /^export \{([^}]*)\} from '([^']+)';/gm;
const EXPORT_ALL = /^export \* from '([^']+)';/gm;
const DECLARATION = /^export (?:declare )?(?:async )?(?:const|function|class) (\w+)/gm;

/**
 * Lets imports of an index go to the file behind it. A bundler that splits gives a file to every part that can reach it,
 * and through the index of core everything reaches everything: without this, no part would be smaller than the whole.
 *
 * @param {Readonly<Record<string, string>>} doors the index behind each name that packages go by
 * @param {RegExp} sources which files to rewrite
 * @returns {import('esbuild').Plugin}
 */
export function pastIndexes(doors, sources) {
  const places = new Map();
  const placesOf = (index) => places.get(index) ?? places.set(index, exportsOf(index)).get(index);

  return {
    name: 'past-indexes',
    setup({ onLoad }) {
      onLoad({ filter: sources }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source.replaceAll(IMPORT, (whole, names, from) => {
          const index = doors[from] ?? sourceOf(path, from);
          return index?.endsWith('/index.ts') === true ? oneEach(names, placesOf(index)) : whole;
        });
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** One import for each name, from the file that declares it. */
function oneEach(names, places) {
  const imports = namesOf(names).map(({ name, as }) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`No index exports ${name}.`);
    return `import { ${place.name} as ${as} } from ${JSON.stringify(place.file)};`;
  });
  return imports.join(' ');
}

/** Where each value that an index exports is declared, and under which name. */
function exportsOf(file) {
  const source = readFileSync(file, 'utf8');
  const found = [...source.matchAll(DECLARATION)].map(([, name]) => [name, { file, name }]);
  for (const [, from] of source.matchAll(EXPORT_ALL)) found.push(...exportsOf(sourceOf(file, from)));
  for (const [, names, from] of source.matchAll(EXPORT_NAMES)) {
    const behind = sourceOf(file, from);
    const further = behind.endsWith('/index.ts') ? exportsOf(behind) : new Map();
    for (const { name, as } of namesOf(names)) found.push([as, further.get(name) ?? { file: behind, name }]);
  }
  return new Map(found);
}

function namesOf(names) {
  return names
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && !each.startsWith('type '))
    .map((each) => each.split(' as '))
    .map(([name, as = name]) => ({ name, as }));
}

/** The TypeScript file that a relative import of another means; undefined for a package. */
function sourceOf(importer, from) {
  if (!from.startsWith('.')) return undefined;
  const file = join(dirname(importer), from.replace(/\.js$/, '.ts'));
  return existsSync(file) ? file : undefined;
}
