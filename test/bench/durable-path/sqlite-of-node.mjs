// Preloaded into the relay: `better-sqlite3` is the copy that was compiled for this Node. Threads inherit the preload.
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const parentURL = pathToFileURL(path.join(process.env.BENCH_SQLITE_HOME, 'package.json')).href;
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    nextResolve(specifier, specifier === 'better-sqlite3' ? { ...context, parentURL } : context),
});
