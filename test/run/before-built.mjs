import { ensureBuilt } from '../../scripts/build.mjs';
import { useTempFolder } from './temp-folder.mjs';

/**
 * Runs once before tests that start the built relay, however they were asked for: whoever edits a source and runs such
 * a test would otherwise test the relay as it was before. It costs a tenth of a second when nothing has changed; a
 * run without such tests does without, so that a unit test need not wait for the compiler.
 */
export default function beforeBuilt() {
  ensureBuilt('everything');
  // For the tests themselves, which refuse to start a relay without this: test/acceptance-process/support/built.ts.
  process.env['BUILD_IS_CURRENT'] = '1';
  useTempFolder();
}
