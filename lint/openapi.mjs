// Objects to what an OpenAPI document gets wrong: by default to that of the relay's API. Part of `npm run lint`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const [file = 'core/relay.openapi.json'] = process.argv.slice(2);
const source = readFileSync(file, 'utf8');
const config = await createConfig({ extends: ['recommended'] });
const problems = await lintFromString({ source, absoluteRef: resolve(file), config });
for (const { ruleId, message, location } of problems)
  console.error(`${file}${location[0]?.pointer ?? ''}: ${message} (${ruleId})`);
process.exitCode = problems.length === 0 ? 0 : 1;
