// Prints the client of the relay's API as one script for a browser, which leaves it in `relayClient`: what a page carries that uses
// the client, and nothing of what only servers need beside it, such as the check of what a relay sends.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const { outputFiles } = await build({
  stdin: {
    contents: "export { createRelayClient } from './index.ts';",
    resolveDir: fileURLToPath(new URL('../../core/src/relay-client/', import.meta.url)),
  },
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'iife',
  globalName: 'relayClient',
  write: false,
});
process.stdout.write(outputFiles[0].text);
