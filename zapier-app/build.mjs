import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pastIndexes } from './past-indexes.mjs';
import { withoutUnused } from './without-unused.mjs';

/**
 * Bundles the app and core: Zapier unpacks a zip that knows no workspace, and loads the app anew whenever a step runs
 * after a pause. So what few steps need lies in files of its own, which they load when they run. core comes from its
 * TypeScript sources, a fraction of what bundling its compiled output gives. Only the platform stays outside, since the
 * zip holds it as a package.
 */
const CORE = new URL('../core/', import.meta.url);
const DIST = new URL('dist/', import.meta.url);
const { name, exports } = JSON.parse(readFileSync(new URL('package.json', CORE), 'utf8'));

/** The source behind each name that core exports. */
const alias = Object.fromEntries(
  Object.entries(exports).map(([subpath, { default: built }]) => [
    name + subpath.slice(1),
    fileURLToPath(new URL(built.replace('./dist/', 'src/').replace(/\.js$/, '.ts'), CORE)),
  ]),
);

// Their names change with what is in them.
rmSync(new URL('parts/', DIST), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  entryPoints: ['src/index.ts'],
  outdir: 'dist',
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['zapier-platform-core'],
  alias,
  plugins: [withoutUnused, pastIndexes(alias, /[\\/](?:core|zapier-app)[\\/]src[\\/].*\.ts$/)],
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
});
// What each file holds and loads, for whoever measures.
writeFileSync(new URL('metafile.json', DIST), JSON.stringify(metafile));
