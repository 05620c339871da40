import { fileURLToPath } from 'node:url';
import { run, shared } from '../../jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...run,
  ...shared,
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testMatch: ['<rootDir>/test/chaos/*.chaos.ts'],
  globalSetup: '<rootDir>/test/run/before-built.mjs',
};
