import { readFileSync } from 'node:fs';

const METAFILE = new URL('dist/metafile.json', import.meta.url);

/**
 * How large the app is that build.mjs has made, in kB of 1,000 bytes: `common` is what Zapier loads before any step
 * runs, and all that most of them need; `step` is the most that a run of one step loads, that included; `whole` is every
 * file, which is what is uploaded and what no run loads.
 *
 * @returns {{ common: number, step: number, whole: number }}
 */
export function measuredSize() {
  const { outputs } = JSON.parse(readFileSync(METAFILE, 'utf8'));
  const load = (file, { late, loaded }) => {
    if (loaded.has(file)) return loaded;
    loaded.add(file);
    for (const { path, kind, external } of outputs[file].imports) {
      if (external !== true && (late || kind === 'import-statement')) load(path, { late, loaded });
    }
    return loaded;
  };
  const common = load('dist/index.js', { late: false, loaded: new Set() });
  const steps = [...common].flatMap((file) =>
    outputs[file].imports
      .filter(({ kind }) => kind === 'dynamic-import')
      .map(({ path }) => load(path, { late: true, loaded: new Set(common) })),
  );
  const kilobytes = (files) => [...files].reduce((sum, file) => sum + outputs[file].bytes, 0) / 1000;
  return {
    common: kilobytes(common),
    step: Math.max(...steps.map(kilobytes)),
    whole: kilobytes(Object.keys(outputs)),
  };
}

/**
 * The sizes that were accepted, the last one at the end, each with what made it differ from the one before.
 *
 * @returns {readonly { common: number, step: number, whole: number, why: string }[]}
 */
export function acceptedSizes() {
  return JSON.parse(readFileSync(new URL('sizes.json', import.meta.url), 'utf8'));
}
