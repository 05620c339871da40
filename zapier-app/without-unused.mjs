import { readFileSync } from 'node:fs';

/**
 * Parts of libraries that this app cannot reach and a bundler cannot tell to be unreachable: a tenth of the bundle.
 *
 * zod can print schemas as JSON Schema, which nothing here asks for. fast-xml-parser asks is-unsafe about entities that
 * a document declares, and core refuses documents that declare any; were it asked all the same, everything is unsafe.
 */
const UNUSED = /zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/;
const ASKED_NEVER = /is-unsafe\/src\/index\.js$/;

/** @type {import('esbuild').Plugin} */
export const withoutUnused = {
  name: 'without-unused',
  setup({ onLoad }) {
    onLoad({ filter: UNUSED }, ({ path }) => ({ contents: hollow(readFileSync(path, 'utf8')) }));
    onLoad({ filter: ASKED_NEVER }, () => ({
      contents: 'export const isUnsafe = () => true; export const HTML = []; export const XML = [];',
    }));
  },
};

/** The module with every export in its place and nothing behind it; some make a method that must then not be called. */
function hollow(source) {
  const declared = [...source.matchAll(/^export (?:async )?(?:function|const|let|class) (\w+)/gm)];
  const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \}/gm)];
  const names = [...declared, ...renamed].map(([, name]) => `export const ${name} = () => unavailable;`);
  return [
    'const unavailable = () => { throw new Error("JSON Schema is left out of this bundle"); };',
    ...names,
  ].join('\n');
}
