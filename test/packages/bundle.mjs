// Bundles an import of core from its TypeScript source, minified, as a wrapper's build does, and prints its size, the
// files that are in it, and what it exports, as JSON. A process of its own, because esbuild does not run inside of jest.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [, , statement] = process.argv;
const core = fileURLToPath(new URL('../../core/src/', import.meta.url));
const { outputFiles, metafile } = await build({
  stdin: { contents: statement, resolveDir: core, loader: 'ts' },
  bundle: true,
  minify: true,
  format: 'esm',
  write: false,
  metafile: true,
});
const [{ contents, text }] = outputFiles;
const [{ inputs }] = Object.values(metafile.outputs);
const files = Object.entries(inputs)
  .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  .map(([file]) => path.relative(core, path.resolve(file)));
const bundle = await import(`data:text/javascript,${encodeURIComponent(text)}`);
console.log(JSON.stringify({ bytes: contents.length, files, exports: Object.keys(bundle) }));
