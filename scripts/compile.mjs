// `npm run build` and `npm run typecheck`: all packages and all tests, and the console.
import { buildAll, orEnd } from './build.mjs';
import { ensureConsole } from './console.mjs';

orEnd(buildAll);
ensureConsole();
