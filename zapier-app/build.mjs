import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { withoutUnused } from './without-unused.mjs';

/**
 * Bundles the app and core into one file: Zapier unpacks a zip that knows no workspace. core comes from its TypeScript
 * sources, a fraction of what bundling its compiled output gives. Only the platform stays outside, since the zip holds
 * it as a package.
 */
const CORE = new URL('../core/', import.meta.url);
const { name, exports } = JSON.parse(readFileSync(new URL('package.json', CORE), 'utf8'));

/** The source behind each name that core exports. */
const alias = Object.fromEntries(
  Object.entries(exports).map(([subpath, { default: built }]) => [
    name + subpath.slice(1),
    fileURLToPath(new URL(built.replace('./dist/', 'src/').replace(/\.js$/, '.ts'), CORE)),
  ]),
);

await build({
  entryPoints: [fileURLToPath(new URL('src/index.ts', import.meta.url))],
  outfile: fileURLToPath(new URL('dist/index.js', import.meta.url)),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['zapier-platform-core'],
  alias,
  plugins: [withoutUnused],
  // Zapier loads the file anew whenever a step runs after a pause.
  minify: true,
  legalComments: 'none',
});
