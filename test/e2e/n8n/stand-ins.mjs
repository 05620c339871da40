import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { E2E_CACHE } from '../node-from-npm.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * The stand-in vendors of the tests, which are TypeScript and close themselves after a test of jest: bundled, with a
 * jest that only remembers what is to be closed.
 *
 * @returns {Promise<typeof import('./stand-ins-entry.ts') & { closeAll: () => Promise<void> }>}
 */
export async function standIns() {
  const outfile = join(E2E_CACHE, 'n8n-stand-ins.mjs');
  await build({
    entryPoints: [join(HERE, 'stand-ins-entry.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { '@jest/globals': join(HERE, 'no-jest.mjs') },
    logLevel: 'warning',
  });
  const servers = await import(`${pathToFileURL(outfile).href}?${Date.now()}`);
  return { ...servers, closeAll: () => globalThis[CLOSERS]?.() };
}

const CLOSERS = Symbol.for('convoso-connect.e2e.close-all');
