// `npm run build` and `npm run typecheck`: all packages and all tests.
import { buildAll, orEnd } from './build.mjs';

orEnd(buildAll);
