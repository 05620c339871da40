// `npm run schema`: writes what is made from the schemas in core: the JSON Schema of the configuration document, and from the
// contract of the relay's API its OpenAPI document, the client's table of operations and the reference.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ensureBuilt, orEnd } from './build.mjs';
import { ROOT, say } from './run.mjs';

orEnd(() => ensureBuilt('everything'));
const { configJsonSchema } = await import('../core/dist/config/json-schema.js');
const { openApiDocument, operationsSource, referencePage } =
  await import('../core/dist/relay-contract/index.js');

const MADE = {
  'core/connect.schema.json': JSON.stringify(configJsonSchema()),
  'core/relay.openapi.json': JSON.stringify(openApiDocument()),
  'core/src/relay-client/operations.ts': operationsSource(),
  'docs/api-reference.md': referencePage(),
};

// With `--check` nothing is written: says which files are not what the schemas say now.
const isCheck = process.argv.includes('--check');

for (const [file, text] of Object.entries(MADE)) {
  const place = join(ROOT, file);
  const made = await format(text, { ...(await resolveConfig(place)), filepath: place });
  if (!isCheck) {
    writeFileSync(place, made);
    say(`Written: ${file}`);
  } else if (readFileSync(place, 'utf8') !== made) {
    say(`Out of date: ${file}; make it anew with npm run schema`);
    process.exitCode = 1;
  }
}
