import { readFileSync } from 'node:fs';

const METAFILE = new URL('dist/metafile.json', import.meta.url);

/**
 * How large the app is that build.mjs has made, in kB of 1,000 bytes: `common` is what Zapier loads before any step
 * runs, and all that most of them need; `whole` is every file.
 *
 * @returns {{ common: number, whole: number }}
 */
export function measuredSize() {
  const { outputs } = JSON.parse(readFileSync(METAFILE, 'utf8'));
  const common = new Set();
  const load = (file) => {
    if (common.has(file)) return;
    common.add(file);
    for (const { path, kind, external } of outputs[file].imports) {
      if (kind === 'import-statement' && external !== true) load(path);
    }
  };
  load('dist/index.js');
  const kilobytes = (files) => files.reduce((sum, file) => sum + outputs[file].bytes, 0) / 1000;
  return { common: kilobytes([...common]), whole: kilobytes(Object.keys(outputs)) };
}

/**
 * The sizes that were accepted, the last one at the end, each with what made it differ from the one before.
 *
 * @returns {readonly { common: number, whole: number, why: string }[]}
 */
export function acceptedSizes() {
  return JSON.parse(readFileSync(new URL('sizes.json', import.meta.url), 'utf8'));
}
