import { createRequire } from 'node:module';

/*
 * Jest reads, compiles and runs every module anew for every test file. Of what a relay is made of, half are the modules
 * of a few large packages, which keep nothing between one test and the next; they are loaded once for all files of a
 * worker, outside of its sandbox. Everything of this repository is still loaded anew for each file.
 */

/**
 * The packages; what they need in turn comes with them. Express is none of them: it warns of promises that were made in a sandbox.
 */
export const SHARED_PACKAGES = ['kysely', 'undici', 'zod', 'nodemailer', 'pino-pretty'];

/** Under this name the sandbox has the way out. */
const LOAD = 'convoso-connect: load a shared package';

const SHARED = new RegExp(`/node_modules/(?:${SHARED_PACKAGES.join('|')})/.*\\.c?js$`);

/** Whether a file, by its path, is one of theirs. */
export const isShared = (file) => SHARED.test(file);

/** Loads such a file, outside of any sandbox. */
export const loadShared = createRequire(import.meta.url);

/** Prepares the globals of a sandbox for what `process` below makes of those packages. */
export function sharePackages(global) {
  global[Symbol.for(LOAD)] = loadShared;
  seeErrorsFromOutside(global.Error);
}

/** An error that was made outside of a sandbox is one within it, too. */
function seeErrorsFromOutside(Inside) {
  Object.defineProperty(Inside, Symbol.hasInstance, {
    value(error) {
      return (
        Function.prototype[Symbol.hasInstance].call(this, error) ||
        (this === Inside && error instanceof Error)
      );
    },
  });
}

/** Jest's transformer for them: in the place of a module's text, the way out to it. */
export default {
  process: (_text, file) => ({
    code: `module.exports = globalThis[Symbol.for(${JSON.stringify(LOAD)})](${JSON.stringify(file)});`,
  }),
  getCacheKey: (_text, file) => `${LOAD} ${file}`,
};
