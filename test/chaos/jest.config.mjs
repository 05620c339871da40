import { fileURLToPath } from 'node:url';
import { run, shared } from '../../jest.config.mjs';

const MINUTE_MS = 60_000;

/** Far more than a kill and the start after it take: what ends a test that hangs must not end one that was asked for many kills. */
const A_KILL_MS = MINUTE_MS / 2;

/** @type {import('jest').Config} */
export default {
  ...run,
  ...shared,
  testTimeout: run.testTimeout + Number(process.env['CHAOS_KILLS'] ?? 0) * A_KILL_MS,
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testMatch: ['<rootDir>/test/chaos/*.chaos.ts'],
  globalSetup: '<rootDir>/test/run/before-built.mjs',
};
