import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { STATE_HOURS } from '@convoso-connect/core';
import { ROOT } from './documented-commands.js';

const page = readFileSync(path.join(ROOT, 'docs/calling-hours.md'), 'utf8');

/** State and its hours on week-days, Saturday, Sunday and holidays, from the rows of the page's one table. */
const documented = [
  ...page.matchAll(/^\| ((?:[A-Z]{2}(?:, )?)+|Canada) +\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|/gm),
]
  .map(([, states = '', ...hours]) => ({
    states,
    hours: hours.map((text) => text.trim().replace('–', '-').replace('as ever', 'same')),
  }))
  .flatMap(({ states, hours }) => states.split(', ').map((state) => [state, ...hours]));

describe('the page on calling hours', () => {
  it('has the hours that are applied', () => {
    const applied = STATE_HOURS.rows.map(([states, ...rest]) => [
      states.includes(' ') ? 'Canada' : states,
      ...rest.slice(0, 4),
    ]);
    expect(documented.sort()).toEqual(applied.sort());
  });

  it('says that it is not legal advice', () => {
    expect(page).toContain('not legal advice');
  });
});
