// `npm run schema`: writes the JSON Schema of the configuration document from the schema that reads it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { ensureBuilt, orEnd } from './build.mjs';
import { ROOT, say } from './run.mjs';

orEnd(ensureBuilt);
const { configJsonSchema } = await import('../core/dist/config/json-schema.js');
const text = await format(JSON.stringify(configJsonSchema()), { parser: 'json', printWidth: 110 });
writeFileSync(join(ROOT, 'core/connect.schema.json'), text);
say('Written: core/connect.schema.json');
