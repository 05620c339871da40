import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Builds the package as it is published: all nodes and credentials as one CommonJS file with the engine inside, because
 * a community package may have no dependencies. At the place where n8n looks for a node stands a file that takes it
 * from there, with icons and what describes the node beside it. With a bundle for each node, the engine would be read,
 * compiled and held in memory once for each of them, and what the nodes remember would not be one memory.
 *
 * The engine is bundled from its TypeScript sources, from which esbuild takes only what a node needs.
 */
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const CORE = join(PACKAGE, '../core/src');
const DIST = join(PACKAGE, 'dist');

const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
/** Where n8n looks for each node and credential, from `dist`; the class in it is named as the file. */
const entries = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) => file.replace('dist/', ''));

const BUNDLE = 'convoso-connect.js';

/** What n8n itself brings, and what its scan of packages does not let through. */
const KEPT_OUTSIDE = ['n8n-workflow'];
const NOT_ALLOWED = /node_modules\/zod\//;

clean();
const { metafile } = await build({
  absWorkingDir: PACKAGE,
  stdin: {
    contents: entries.map((file) => `export * from './${file.replace(/\.js$/, '')}';`).join('\n'),
    resolveDir: PACKAGE,
    sourcefile: 'package.ts',
  },
  outfile: join(DIST, BUNDLE),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: KEPT_OUTSIDE,
  alias: { '@convoso-connect/core': join(CORE, 'index.ts') },
  plugins: [coreDoors()],
  // The engine's docstrings are for its sources.
  legalComments: 'none',
  metafile: true,
});
refuseUnwanted(metafile);
for (const file of entries) takeFromBundle(file);
copyBeside();
await writeOutputSchemas();
giveSchemasToMinorVersions();

for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
  console.error(`${relative(DIST, join(PACKAGE, file))}  ${Math.ceil(bytes / 1024)} kB`);
}

/** Leaves what the type check has put there. */
function clean() {
  for (const part of ['nodes', 'credentials', 'icons', BUNDLE]) {
    rmSync(join(DIST, part), { recursive: true, force: true });
  }
}

/** `@convoso-connect/core/xml` and the like, as TypeScript. */
function coreDoors() {
  return {
    name: 'core-doors',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^@convoso-connect\/core\/./ }, ({ path }) => ({
        path: join(CORE, path.slice('@convoso-connect/core/'.length), 'index.ts'),
        sideEffects: false,
      }));
    },
  };
}

function refuseUnwanted({ inputs }) {
  const unwanted = Object.keys(inputs).filter((file) => NOT_ALLOWED.test(file));
  if (unwanted.length === 0) return;
  throw new Error(`The bundle holds what n8n's scan refuses: ${unwanted.join(', ')}`);
}

function takeFromBundle(file) {
  const className = basename(file).split('.')[0];
  const path = relative(join(DIST, dirname(file)), join(DIST, BUNDLE)).replaceAll('\\', '/');
  const target = join(DIST, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `"use strict";\nexports.${className} = require("${path}").${className};\n`);
}

function copyBeside() {
  cpSync(join(PACKAGE, 'icons'), join(DIST, 'icons'), { recursive: true });
  const described = readdirSync(join(PACKAGE, 'nodes'), { recursive: true }).filter((file) =>
    file.endsWith('.json'),
  );
  for (const file of described) {
    const target = join(DIST, 'nodes', file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(PACKAGE, 'nodes', file), target);
  }
}

/** What the operations of the REST API give follows from core's table of endpoints. */
async function writeOutputSchemas() {
  const folder = join(DIST, 'nodes/Convoso');
  const built = await build({
    absWorkingDir: PACKAGE,
    entryPoints: ['nodes/Convoso/output-schema.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    plugins: [coreDoors()],
  });
  const code = Buffer.from(built.outputFiles[0].contents).toString('base64');
  const { outputSchemas } = await import(`data:text/javascript;base64,${code}`);
  for (const [operation, schema] of outputSchemas()) {
    const file = join(folder, '__schema__/v1.0.0', `${operation}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  }
}

/** n8n looks for what a node gives under the version of the node; nodes of 1.1 give what those of 1 give. */
function giveSchemasToMinorVersions() {
  const nodes = createRequire(import.meta.url)(join(DIST, BUNDLE));
  for (const file of manifest.n8n.nodes) {
    const schemas = join(PACKAGE, dirname(file), '__schema__');
    const { description } = new nodes[basename(file).split('.')[0]]();
    for (const version of [description.version].flat()) {
      const [first, own] = [Math.floor(version), version].map((each) => join(schemas, folderOf(each)));
      if (first !== own && existsSync(first)) cpSync(first, own, { recursive: true });
    }
  }
}

/** 1.1 as `v1.1.0`. */
function folderOf(version) {
  return `v${version}${Number.isInteger(version) ? '.0' : ''}.0`;
}
