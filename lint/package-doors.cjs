const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const PACKAGES = ['core', 'receiver', 'relay', 'zapier-app'];

/**
 * The source file behind each name that a package exports, relative to the root. Read from the manifests, so that the
 * rules need no build and cannot drift from what is published.
 */
const doors = PACKAGES.flatMap((folder) => {
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  // Zapier takes its entry as a text.
  const exported =
    typeof manifest.exports === 'string' ? { '.': { default: manifest.exports } } : manifest.exports;
  return Object.entries(exported).map(([subpath, { default: built }]) => ({
    name: manifest.name + subpath.slice(1),
    source: `${folder}/${built.replace('./dist/', 'src/').replace(/\.js$/, '.ts')}`,
  }));
});

// dependency-cruiser takes aliases only in the shape of a webpack configuration. The first match wins and a name also
// matches what lies below it: the longest must come first, and a subpath that is not exported resolves to nothing.
const alias = Object.fromEntries(
  doors
    .toSorted((one, other) => other.name.length - one.name.length)
    .map(({ name, source }) => [name, join(ROOT, source)]),
);

module.exports = { doors, resolve: { alias } };
