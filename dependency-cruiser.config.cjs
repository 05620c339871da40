const { join } = require('node:path');
const { doors } = require('./lint/package-doors.cjs');

/**
 * The arrows of the house: wrappers → core, through the names that core exports, and never a circle. Type-only imports
 * count like any other, because a reader has to follow them too.
 */

const WRAPPERS = 'console|relay|n8n-nodes|zapier-app';
const NOT_INSTALLED = ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'];
const openDoors = `^(?:${doors.map(({ source }) => source.replaceAll('.', '\\.')).join('|')})$`;

/** Packages that speak to a database. */
const DATABASES = 'kysely|better-sqlite3|libsql|node:sqlite|@photostructure/sqlite|pg';

/** Files of the relay's store that know how it is kept. */
const INSIDE_THE_STORE =
  '(?:sqlite|sql|postgres|memory|schema|migrations)/|(?:sqlite|schema|migrations|read-only|group-commit|checkpoints)[.]ts$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule(
      'no-circle',
      'Files that need each other are one idea: merge them, or move what they share to a third.',
      {},
      { circular: true },
    ),
    rule(
      'resolvable',
      'What does not resolve cannot be checked: a wrong path, or a subpath that the package does not export.',
      // n8n wants this file as it is, and its lint is not installed here: test/e2e/n8n brings and runs it.
      { pathNot: '^n8n-nodes/eslint\\.config\\.mjs$' },
      { couldNotResolve: true },
    ),
    rule(
      'core-stands-alone',
      'The engine needs nothing but itself, so that it runs in n8n, Zapier and browsers.',
      { path: '^core/src/' },
      { pathNot: '^(?:core/src/|node_modules/(?:zod|fast-xml-parser|big[.]js)/)' },
    ),
    rule(
      'core-knows-no-node',
      'Core runs where Node is not: take what is needed as an argument.',
      { path: '^core/src/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'zod-stays-in-its-doors',
      'Only the configuration document and the contract of the API need zod; elsewhere at most its types.',
      { path: '^core/src/', pathNot: '^core/src/(?:config|relay-contract)/' },
      { path: '^node_modules/zod/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'xml-stays-in-its-door',
      'Only who reads XML answers carries the parser; take parseXml as an argument.',
      { path: '^core/src/', pathNot: '^core/src/xml/' },
      { path: '^(?:node_modules/fast-xml-parser/|core/src/xml/)' },
    ),
    rule(
      'contract-stays-in-its-door',
      'Who imports the engine, or the client of the API, does not carry the schemas of the contract.',
      { path: '^core/src/', pathNot: '^core/src/relay-contract/' },
      { path: '^core/src/relay-contract/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'engine-runs-without-config',
      'Importing core/src/config at run time would bring zod to everyone who imports the engine; the contract has it anyway.',
      { path: '^core/src/', pathNot: '^core/src/(?:config|relay-contract)/' },
      { path: '^core/src/config/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'core-knows-no-wrapper',
      'Arrows point from the wrappers to core.',
      { path: '^core/' },
      { path: `^(?:${WRAPPERS}|receiver)/` },
    ),
    rule(
      'receiver-knows-no-wrapper',
      'The middleware stands alone on core, so that an app that receives calls carries no relay.',
      { path: '^receiver/' },
      { path: `^(?:${WRAPPERS})/` },
    ),
    rule(
      'receiver-is-for-the-relay',
      'Only the relay receives as the middleware does; it uses what that exports, under its package name.',
      { path: '^(?:console|n8n-nodes|zapier-app)/' },
      { path: '^receiver/' },
    ),
    rule(
      'receiver-through-its-name',
      'The relay uses what the middleware exports, under its package name.',
      { path: '^relay/' },
      { path: '^receiver/', dependencyTypesNot: ['aliased'] },
    ),
    rule(
      'core-through-its-name',
      'A wrapper uses what core exports, under its package name.',
      { path: `^(?:${WRAPPERS}|receiver)/` },
      { path: '^core/', dependencyTypesNot: ['aliased'] },
    ),
    rule(
      'core-through-its-doors',
      'A wrapper uses what core exports, under its package name.',
      { path: `^(?:${WRAPPERS}|receiver)/` },
      { path: '^core/', pathNot: openDoors },
    ),
    rule(
      'wrappers-apart',
      'Wrappers never import each other; what two of them need belongs in core.',
      { path: `^(${WRAPPERS})/` },
      { path: `^(?:${WRAPPERS})/`, pathNot: '^$1/' },
    ),
    rule(
      'database-stays-in-the-store',
      'Ask the store: no other part of the relay knows which database it is kept in, not even by its types.',
      { path: '^relay/src/', pathNot: '^relay/src/store/' },
      { path: `^(?:node_modules/(?:${DATABASES})/|(?:node:)?sqlite$)` },
    ),
    rule(
      'store-through-its-ports',
      'Ask a port: the rest of the relay knows neither tables, rows and statements nor how a store keeps them.',
      { path: '^relay/src/', pathNot: '^relay/src/store/' },
      { path: `^relay/src/store/(?:${INSIDE_THE_STORE})` },
    ),
    rule(
      'ports-know-no-database',
      'What a store promises is the same whatever it is kept in, and so is the model of it.',
      { path: '^relay/src/store/(?:ports/|memory/|store[.]ts$)' },
      { path: `^(?:relay/src/store/(?!memory/)(?:${INSIDE_THE_STORE})|node_modules/(?:${DATABASES})/)` },
    ),
    rule(
      'tests-are-leaves',
      'Nothing that ships may need a test, and a package tests itself without the folder that crosses packages.',
      { pathNot: '^(?:test/|jest\\.config\\.mjs$)' },
      { path: '^test/' },
    ),
    rule(
      'sources-need-no-tests',
      'Nothing that ships may need a test.',
      { pathNot: '(?:^|/)test/|^jest\\.config\\.mjs$' },
      { path: '(?:^|/)test/', pathNot: '(?:^|/)node_modules/' },
    ),
    rule(
      'sources-need-no-dev-tools',
      'What ships installs without devDependencies.',
      { path: '^[^/]+/src/' },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'sources-need-what-is-declared',
      'What ships lists each package it imports in its own package.json.',
      { path: '^[^/]+/src/' },
      { dependencyTypes: NOT_INSTALLED },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['(?:^|/)node_modules/', '(?:^|/)dist/'] },
    exclude: { path: ['^[^/]+/dist/'] },
    webpackConfig: { fileName: join(__dirname, 'lint/package-doors.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
