// Packages resolve to their TypeScript sources, so a test never runs against a stale build; the
// acceptance tests that start a real relay process use the built one, which scripts/test.mjs brings up to date.
/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{core,relay,n8n-nodes,zapier-app}/test/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: {
    '^@convoso-connect/core$': '<rootDir>/core/src/index.ts',
    '^@convoso-connect/core/(.*)$': '<rootDir>/core/src/$1/index.ts',
    '^convoso-connect-zapier$': '<rootDir>/zapier-app/src/index.ts',
    '^@convoso-connect/relay$': '<rootDir>/relay/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['/dist/'],
  // Tests have no time limits; this only ends one that hangs for good.
  testTimeout: 600_000,
  watchman: false,
};
