import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/*
 * Joins what the compiler made of the relay, core and the receiver to the files of the program that people start: to find and
 * read a thousand small ones took longer than all that a start does besides. The threads of the relay have a file each, and
 * what a command loads only when it is asked for stands in parts beside them. All are in one folder, as deep as what they
 * are made of, so that `import.meta.url` leads where it leads from its source.
 */

const RELAY = new URL('../relay/', import.meta.url);
const PROGRAM = new URL('dist/program/', RELAY);
const NODE_MODULES = new URL('../node_modules/', import.meta.url);

/** Of the packages that the relay needs, those that are hundreds of small files as well; and none that reaches the network. */
const JOINED = ['@convoso-connect/core', '@convoso-connect/receiver', 'kysely'];

const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(new URL('package.json', RELAY), 'utf8'),
);
/** They stay where npm puts them, so that their updates reach the program. */
const apart = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
  (name) => !JOINED.includes(name),
);

const { metafile } = await build({
  absWorkingDir: fileURLToPath(RELAY),
  entryPoints: {
    main: 'dist/cli/main.js',
    'command-line': 'dist/cli/command-line.js',
    'thread-entry': 'dist/reads/thread-entry.js',
    'checkpoint-thread': 'dist/store/checkpoint-thread.js',
  },
  outdir: fileURLToPath(PROGRAM),
  bundle: true,
  splitting: true,
  chunkNames: 'part-[name]-[hash]',
  // A quarter less to read and look through at each load; stacks name the lines of the sources by the maps.
  minifyWhitespace: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: apart,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'inline',
  metafile: true,
  logLevel: 'warning',
});

writeFileSync(new URL('LICENSES', PROGRAM), licenses(packagesIn(Object.keys(metafile.inputs))));

/** The packages of others among the files. */
function packagesIn(files) {
  const names = files.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined).sort();
}

/** What their licences ask of whoever hands them on; where a package has no such file, what its manifest says. */
function licenses(names) {
  return names
    .map((name) => `${name}\n\n${licenseOf(new URL(`${name}/`, NODE_MODULES))}\n`)
    .join('\n---\n\n');
}

function licenseOf(folder) {
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file !== undefined) return readFileSync(new URL(file, folder), 'utf8').trim();
  const { license, author } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  return `${license}, ${author?.name ?? author}`;
}
