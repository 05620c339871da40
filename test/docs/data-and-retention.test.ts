import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RETENTION_RULES } from '../../relay/src/retention/rules.js';
import { ROOT } from './documented-commands.js';

const PAGE = readFileSync(path.join(ROOT, 'docs/data-and-retention.md'), 'utf8');

/** Table and rule, from the rows of the page's first table. */
const documented = [...PAGE.matchAll(/^\| `(\w+)` +\|[^|]+\| ([^|]+?) +\|$/gm)].map(([, table, kept]) => [
  table,
  kept,
]);

describe('the page on what is kept', () => {
  it('has every table, with the rule by which it is purged', () => {
    const rules = Object.entries(RETENTION_RULES).map(([table, { kept }]) => [table, kept]);
    expect(documented.sort()).toEqual(rules.sort());
  });
});
