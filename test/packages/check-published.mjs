// Prints what publint and are-the-types-wrong say of a package folder and its tarball, as JSON. A process of its own,
// because both are ES modules, which jest does not load on the Node versions we support.
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

const [, , pkgDir, tarball] = process.argv;
const { messages } = await publint({ pkgDir, level: 'warning' });
const types = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))));
console.log(
  JSON.stringify({ lint: messages, hasTypes: types.types !== false, problems: types.problems ?? [] }),
);
