import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BOUNDS, type Bounds } from '@convoso-connect/core';
import { ROOT } from './documented-commands.js';

const ROW = /^\| (.+?) +\| (more than )?(-?\d+) +\| (\d+) +\|$/gm;

/** The rows of "What numbers may be", in their order. */
function documented(): Bounds[] {
  const page = readFileSync(path.join(ROOT, 'docs/configuration.md'), 'utf8');
  const [, section = ''] = page.split('## What numbers may be\n');
  return [...section.matchAll(ROW)].map(([, , above, least, most]) => {
    const max = Number(most);
    return above === undefined ? { min: Number(least), max } : { above: Number(least), max };
  });
}

describe('the bounds in the documentation', () => {
  it('are those that the configuration is read by, all of them', () => {
    const table = Object.values<Bounds>(BOUNDS).map(({ tightened: _, ...bounds }) => bounds);
    expect(documented()).toEqual(expect.arrayContaining(table));
    expect(documented()).toHaveLength(table.length);
  });
});
