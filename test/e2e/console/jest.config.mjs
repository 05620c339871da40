import { fileURLToPath } from 'node:url';
import { run, shared } from '../../../jest.config.mjs';

/** The tests that need a browser; run.mjs finds it and tells them where it is. */
/** @type {import('jest').Config} */
export default {
  ...run,
  ...shared,
  rootDir: fileURLToPath(new URL('../../..', import.meta.url)),
  testMatch: ['<rootDir>/test/e2e/console/*.e2e.ts'],
};
