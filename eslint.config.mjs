import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { consoleSyntax } from './lint/console-bans.mjs';
import * as core from './lint/core-bans.mjs';
import { hostTime } from './lint/host-time.mjs';
import { maskOrder } from './lint/mask-order.mjs';
import * as tests from './lint/test-bans.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/** A build result is never imported: tests and types must see the sources. */
const builtFiles = {
  regex: '^\\..*/dist/',
  message: 'Import the package by its name; a build result can be older than its source.',
};

const restrictImports = ({ patterns }) => ['error', { patterns: [...patterns, builtFiles] }];

export default defineConfig(
  globalIgnores(['**/dist/', 'relay/console/', '**/node_modules/', '**/coverage/', 'data/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'all code',
    files: ['**/*.{ts,tsx,mjs,cjs}'],
    extends: [js.configs.recommended],
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-param-reassign': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    name: 'typescript',
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-restricted-imports': restrictImports({ patterns: [] }),
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // An empty text, as in an environment variable that is set to nothing, may well mean the default.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An index signature may name its key, and a record with a null prototype is edited by `delete`.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    name: 'shipped code',
    files: [
      '{core,console,receiver,relay,zapier-app}/src/**/*.{ts,tsx}',
      'n8n-nodes/{nodes,credentials}/**/*.ts',
    ],
    plugins: { 'host-time': hostTime, 'mask-order': maskOrder },
    rules: {
      'no-console': 'error',
      'host-time/no-host-time-zone': 'error',
      'mask-order/no-mask-after-json': 'error',
    },
  },
  {
    name: "n8n's interfaces are asynchronous",
    files: ['n8n-nodes/{nodes,credentials}/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    name: 'the console is text only',
    files: ['console/src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...consoleSyntax],
      // A number in a sentence is written out by its own function where it may be large.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    name: 'the command line speaks to a person',
    files: ['relay/src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'core knows no host',
    files: ['core/src/**/*.ts'],
    rules: {
      'host-time/no-host-clock': 'error',
      'no-restricted-globals': ['error', ...core.coreGlobals],
      'no-restricted-properties': ['error', ...core.coreProperties],
      'no-restricted-syntax': ['error', ...core.coreSyntax, ...core.coreInstantSyntax],
      '@typescript-eslint/no-restricted-imports': restrictImports(core.coreImports),
    },
  },
  {
    name: 'configuration and contract are the homes of zod in core',
    files: ['core/src/config/**/*.ts', 'core/src/relay-contract/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...core.coreSyntax,
        ...core.coreInstantSyntax,
        ...core.coreConfigSyntax,
      ],
      '@typescript-eslint/no-restricted-imports': restrictImports(core.coreConfigImports),
    },
  },
  {
    name: 'instants of core in words',
    files: ['core/src/time/instant.ts'],
    rules: { 'no-restricted-syntax': ['error', ...core.coreSyntax] },
  },
  {
    name: 'the declared platform of core',
    files: ['core/src/platform.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    name: 'tests',
    files: ['{core,console,relay,n8n-nodes,zapier-app}/test/**/*.ts', 'test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...tests.testSyntax],
      '@typescript-eslint/no-restricted-imports': restrictImports(tests.testImports),
      // A stand-in has the shape of the real thing, and is taken apart and put together freely.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'tooling',
    files: ['**/*.{mjs,cjs}'],
    languageOptions: {
      globals: {
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        Buffer: 'readonly',
        FormData: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        process: 'readonly',
        setImmediate: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
  {
    name: 'tooling in CommonJS',
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'writable', __dirname: 'readonly' },
    },
  },
);
