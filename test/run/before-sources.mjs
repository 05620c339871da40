import { useTempFolder } from './temp-folder.mjs';

/** Runs once before tests that load the TypeScript sources and start nothing that is built. */
export default function beforeSources() {
  useTempFolder();
}
