// Prints what publint and are-the-types-wrong say of a packed tarball, as JSON. A process of its own,
// because both are ES modules, which jest does not load on the Node versions we support.
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

const [, , file] = process.argv;
const tarball = new Uint8Array(readFileSync(file));
const { messages } = await publint({
  pkgDir: 'package',
  pack: { tarball: tarball.buffer },
  level: 'warning',
});
const types = await checkPackage(createPackageFromTarballData(tarball));
console.log(
  JSON.stringify({ lint: messages, hasTypes: types.types !== false, problems: types.problems ?? [] }),
);
