import { availableParallelism } from 'node:os';
import { SHARED_PACKAGES } from './test/run/shared-packages.mjs';
import { LOADED_PACKAGES, SOURCES } from './test/run/source-loader.mjs';
import { SWC } from './test/run/source-scripts.mjs';

/** The tests that start what is built in a process of its own, or look at the packages as they are published. */
const BUILT = [
  'acceptance-alarms/status',
  'acceptance-doctor/**/*',
  'acceptance-process/**/*',
  'acceptance-rules/simulate',
  'acceptance/test-and-preview',
  'docs/**/*',
  'packages/**/*',
  'receiver/**/*',
].map((files) => `**/test/${files}.test.ts`);

/** The long form: test/support/check-full.ts. */
const isFull = process.env['CHECK_FULL'] === '1';

/** How every run of jest in this repository goes, whichever tests it is for. */
export const run = {
  watchman: false,
  // Tests have no time limits; this only ends one that hangs for good, and what waits says before for what it does
  // (test/support/eventually.ts). One that never gives way is ended by test/run/watched-environment.mjs.
  testTimeout: (isFull ? 50 : 5) * 60_000,
};

const SHARED = `/node_modules/(${SHARED_PACKAGES.join('|')})/`;
const LOADED = `/node_modules/(${LOADED_PACKAGES.join('|')})/`;

/** How every test file is read and run. */
/** @type {import('jest').Config} */
export const shared = {
  testEnvironment: '<rootDir>/test/run/watched-environment.mjs',
  transform: {
    [`${SHARED}.*\\.c?js$`]: '<rootDir>/test/run/shared-packages.mjs',
    [`${LOADED}.*\\.c?js$`]: '<rootDir>/test/run/source-loader.mjs',
    [SOURCES]: '<rootDir>/test/run/source-loader.mjs',
    '\\.ts$': ['@swc/jest', SWC],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${[...SHARED_PACKAGES, ...LOADED_PACKAGES].join('|')})/)`],
  // Packages resolve to their TypeScript sources, so that no test of them meets an older build.
  moduleNameMapper: {
    '^@convoso-connect/core$': '<rootDir>/core/src/index.ts',
    '^@convoso-connect/core/connect.schema.json$': '<rootDir>/core/connect.schema.json',
    '^@convoso-connect/core/relay.openapi.json$': '<rootDir>/core/relay.openapi.json',
    '^@convoso-connect/core/(.*)$': '<rootDir>/core/src/$1/index.ts',
    '^convoso-connect-zapier$': '<rootDir>/zapier-app/src/index.ts',
    '^@convoso-connect/receiver$': '<rootDir>/receiver/src/index.ts',
    '^@convoso-connect/receiver/(.*)$': '<rootDir>/receiver/src/$1/index.ts',
    '^@convoso-connect/relay$': '<rootDir>/relay/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^fast-check$': `<rootDir>/test/run/${isFull ? 'fast-check-full' : 'fast-check'}.ts`,
  },
  modulePathIgnorePatterns: ['/dist/'],
};

/** @type {import('jest').Config} */
export default {
  ...run,
  // Much of what tests of whole processes do is to wait for another process: one worker more than there are cores.
  maxWorkers: availableParallelism() + 1,
  testSequencer: '<rootDir>/test/run/processes-first.mjs',
  reporters: [
    'default',
    '<rootDir>/test/run/slowest-reporter.mjs',
    '<rootDir>/test/run/unfinished-reporter.mjs',
  ],
  projects: [
    {
      ...shared,
      displayName: 'sources',
      testMatch: [
        '<rootDir>/{core,console,relay,n8n-nodes,zapier-app}/test/**/*.test.ts',
        '<rootDir>/test/**/*.test.ts',
        ...BUILT.map((files) => `!${files}`),
        ...(isFull ? [] : ['!**/test/acceptance-postgres/in-full/**']),
      ],
      globalSetup: '<rootDir>/test/run/before-sources.mjs',
    },
    {
      ...shared,
      displayName: 'built',
      testMatch: BUILT,
      globalSetup: '<rootDir>/test/run/before-built.mjs',
    },
  ],
};
