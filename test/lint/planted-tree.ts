/** A small tree in the shape of the repository, with one file for each way to break an arrow. */
export type Tree = Readonly<Record<string, string>>;

export interface PlantedImport {
  readonly from: string;
  readonly rule: string;
  readonly files: Tree;
}

const planted = (from: string, rule: string, text: string, others: Tree = {}): PlantedImport => ({
  from,
  rule,
  files: { [from]: `${text}\n`, ...others },
});

const uses = (name: string): string => `import * as used from '${name}';\nexport const value = used;`;
const usesType = (name: string): string =>
  `import type * as used from '${name}';\nexport type Value = typeof used;`;

export const REFUSED: readonly PlantedImport[] = [
  planted('core/src/circle/one.ts', 'no-circle', uses('./two.js'), {
    'core/src/circle/two.ts': uses('./three.js'),
    'core/src/circle/three.ts': uses('./one.js'),
  }),
  planted('core/src/type-circle/one.ts', 'no-circle', usesType('./two.js'), {
    'core/src/type-circle/two.ts': usesType('./one.js'),
  }),
  planted('core/src/uses-fs.ts', 'core-knows-no-node', uses('node:fs')),
  planted('core/src/uses-bare-path.ts', 'core-knows-no-node', uses('path')),
  planted('core/src/uses-net-type.ts', 'core-knows-no-node', usesType('node:net')),
  planted(
    'core/src/loads-crypto.ts',
    'core-knows-no-node',
    "export const value = await import('node:crypto');",
  ),
  planted('core/src/uses-undici.ts', 'core-stands-alone', uses('undici')),
  planted('core/src/uses-zod.ts', 'zod-stays-in-its-doors', uses('zod')),
  planted('core/src/uses-contract.ts', 'contract-stays-in-its-door', uses('./relay-contract/index.js'), {
    'core/src/relay-contract/index.ts': 'export const value = 1;\n',
  }),
  planted('core/src/uses-xml-parser.ts', 'xml-stays-in-its-door', uses('fast-xml-parser')),
  planted('core/src/uses-xml-door.ts', 'xml-stays-in-its-door', uses('./xml/index.js')),
  planted('core/src/uses-config.ts', 'engine-runs-without-config', uses('./config/index.js')),
  planted('core/src/uses-relay.ts', 'core-knows-no-wrapper', uses('@convoso-connect/relay')),
  planted('core/test/uses-relay.test.ts', 'core-knows-no-wrapper', usesType('../../relay/src/index.js')),
  planted('core/src/uses-own-test.ts', 'sources-need-no-tests', uses('../test/sample.js'), {
    'core/test/sample.ts': 'export const sample = 1;\n',
  }),
  planted('core/src/uses-dev-tool.ts', 'sources-need-no-dev-tools', uses('fast-check')),
  planted('relay/src/uses-path-to-core.ts', 'core-through-its-name', uses('../../core/src/index.js')),
  planted('relay/test/uses-path-to-core.test.ts', 'core-through-its-name', uses('../../core/src/index.js')),
  planted(
    'relay/src/uses-inside-of-core.ts',
    'core-through-its-doors',
    uses('../../core/src/fields/value.js'),
  ),
  planted('relay/src/uses-closed-door.ts', 'resolvable', uses('@convoso-connect/core/fields')),
  planted('relay/src/uses-nothing.ts', 'resolvable', uses('./nowhere.js')),
  planted('relay/src/uses-undeclared.ts', 'sources-need-what-is-declared', uses('luxon')),
  planted('relay/src/work/asks-the-database.ts', 'database-stays-in-the-store', usesType('kysely')),
  planted('relay/src/work/knows-a-table.ts', 'store-through-its-ports', usesType('../store/schema.js')),
  planted('relay/src/work/knows-a-row.ts', 'store-through-its-ports', usesType('../store/schema/actions.js')),
  planted(
    'relay/src/work/knows-a-command.ts',
    'store-through-its-ports',
    uses('../store/sql/commands/claims.js'),
  ),
  planted('relay/src/work/speaks-to-postgres.ts', 'database-stays-in-the-store', usesType('pg')),
  planted(
    'relay/src/work/opens-a-file.ts',
    'store-through-its-ports',
    uses('../store/sqlite/folder-store.js'),
  ),
  planted('relay/src/store/ports/knows-a-table.ts', 'ports-know-no-database', usesType('../schema.js')),
  planted('relay/src/store/memory/knows-a-table.ts', 'ports-know-no-database', usesType('../schema.js')),
  planted('relay/src/uses-stand-in.ts', 'tests-are-leaves', uses('../../test/stand-in.js')),
  planted('relay/test/uses-stand-in.test.ts', 'tests-are-leaves', uses('../../test/stand-in.js')),
  planted('n8n-nodes/src/uses-relay.ts', 'wrappers-apart', uses('@convoso-connect/relay')),
  planted('relay/src/uses-zapier.ts', 'wrappers-apart', usesType('../../zapier-app/src/index.js')),
  planted('zapier-app/src/uses-relay.ts', 'wrappers-apart', uses('@convoso-connect/relay')),
  planted('receiver/src/uses-relay.ts', 'receiver-knows-no-wrapper', uses('@convoso-connect/relay')),
  planted('receiver/src/uses-path-to-core.ts', 'core-through-its-name', uses('../../core/src/index.js')),
  planted('core/src/uses-receiver.ts', 'core-knows-no-wrapper', uses('@convoso-connect/receiver')),
  planted('zapier-app/src/uses-receiver.ts', 'receiver-is-for-the-relay', uses('@convoso-connect/receiver')),
  planted(
    'relay/src/uses-path-to-receiver.ts',
    'receiver-through-its-name',
    uses('../../receiver/src/index.js'),
  ),
  planted('zapier-app/src/uses-path-to-core.ts', 'core-through-its-name', uses('../../core/src/index.js')),
];

/** The arrows that exist: a rule that objects to everything would pass the list above. */
export const ACCEPTED: Tree = {
  'core/src/index.ts': uses('./fields/value.js'),
  'core/src/fields/value.ts': "export type { ZodType } from 'zod';\n",
  'core/src/config/index.ts': `${uses('zod')}\nexport { value as inner } from '../fields/value.js';\n`,
  'core/src/xml/index.ts': uses('fast-xml-parser'),
  'core/test/fields/value.test.ts': `${uses('../../src/fields/value.js')}\nexport * from 'node:fs';\n`,
  'relay/src/index.ts': `${uses('@convoso-connect/core')}\nexport * from 'undici';\nexport * from 'node:fs';\n`,
  'relay/src/reads-config.ts': uses('@convoso-connect/core/config'),
  'relay/src/store/schema.ts': usesType('./schema/actions.js'),
  'relay/src/store/schema/actions.ts': usesType('kysely'),
  'relay/src/store/sql/commands/claims.ts': usesType('../../schema.js'),
  'relay/src/store/sqlite/folder-store.ts': uses('../sql/commands/claims.js'),
  'relay/src/store/postgres/driver.ts': usesType('pg'),
  'relay/src/store/place.ts': `${uses('./sqlite/folder-store.js')}\n${uses('./postgres/driver.js')}`,
  'relay/src/relay.ts': uses('./store/place.js'),
  'receiver/src/index.ts': uses('@convoso-connect/core'),
  'receiver/src/parts/index.ts': uses('../index.js'),
  'relay/src/receives.ts': uses('@convoso-connect/receiver/parts'),
  'relay/test/relay.test.ts': uses('../src/index.js'),
  'zapier-app/src/index.ts': uses('@convoso-connect/core'),
  'test/stand-in.ts': 'export const port = 0;\n',
  'test/acceptance/path.test.ts': `${uses('@convoso-connect/relay')}\nexport * from '../stand-in.js';\n`,
};

const packageOf = (name: string): Tree => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'exports.value = 1;\n',
});

/** Stand-ins for what is installed, so that the tree needs nothing from outside. */
export const INSTALLED: Tree = {
  ...packageOf('zod'),
  ...packageOf('fast-xml-parser'),
  ...packageOf('undici'),
  ...packageOf('kysely'),
  ...packageOf('pg'),
  ...packageOf('fast-check'),
};
