// `npm run build:console`: the console anew, whether or not it has changed. Ends with an error where that fails.
import { buildConsole } from './console.mjs';
import { ensureInstalled, ensureNode } from './prepare.mjs';

ensureNode();
ensureInstalled('relay');
process.exitCode = buildConsole();
