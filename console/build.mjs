import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles the console into the relay's package, which serves it. core comes from its TypeScript sources, so that no build
 * of it has to be there. Every file but the page has a name that changes with its content, and may be kept for good by a
 * browser.
 */
const HERE = new URL('./', import.meta.url);
const CORE = new URL('../core/', import.meta.url);
const OUT = new URL('../relay/console/', import.meta.url);
const ASSETS = '/console/assets/';

const { name, exports } = JSON.parse(readFileSync(new URL('package.json', CORE), 'utf8'));

/** The source behind each name that core exports. */
const alias = Object.fromEntries(
  Object.entries(exports)
    .filter(([, { default: built }]) => built.endsWith('.js'))
    .map(([subpath, { default: built }]) => [
      name + subpath.slice(1),
      fileURLToPath(new URL(built.replace('./dist/', 'src/').replace(/\.js$/, '.ts'), CORE)),
    ]),
);

const { metafile, outputFiles } = await build({
  absWorkingDir: fileURLToPath(HERE),
  entryPoints: { main: 'src/main.tsx', icon: 'src/styles/icon.svg' },
  outdir: fileURLToPath(new URL('assets/', OUT)),
  entryNames: '[name]-[hash]',
  loader: { '.svg': 'copy' },
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  alias,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  write: false,
});

/** `main.js`, as the page names it, is `main-5F3K….js`. */
const named = new Map(
  outputFiles.map(({ path }) => [basename(path).replace(/-[0-9A-Z]{8}(?=\.)/, ''), basename(path)]),
);
const page = readFileSync(new URL('index.html', HERE), 'utf8').replaceAll(
  /\/console\/assets\/([\w.]+)/g,
  (_whole, file) => {
    if (!named.has(file)) throw new Error(`console/index.html names ${file}, which the build does not make`);
    return ASSETS + named.get(file);
  },
);

// A relay may be reading it: the page names only what is there already, and what it does not name goes last.
const assets = new URL('assets/', OUT);
mkdirSync(assets, { recursive: true });
for (const { path, contents } of outputFiles) writeFileSync(path, contents);
writeFileSync(new URL('index.html.new', OUT), page);
renameSync(new URL('index.html.new', OUT), new URL('index.html', OUT));
const current = new Set(named.values());
for (const file of readdirSync(assets)) if (!current.has(file)) rmSync(new URL(file, assets));
// What each file holds, for whoever measures.
mkdirSync(new URL('dist/', HERE), { recursive: true });
writeFileSync(new URL('dist/metafile.json', HERE), JSON.stringify(metafile));
