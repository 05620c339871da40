import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FIELDS, RELATION_FIELDS } from '@convoso-connect/core';
import { ACTORS, SCOPES } from '@convoso-connect/core/relay-contract';
import { ROOT } from './documented-commands.js';

const pageOf = (name: string) => readFileSync(path.join(ROOT, 'docs', name), 'utf8');

/** The first three cells of the rows whose first is code, such as a field and what stands beside it. */
function rowsOf(text: string): string[][] {
  return [...text.matchAll(/^\| `([^`]+)` +\| ([^|]+) \| ([^|]+) \|/gm)].map(([, ...cells]) =>
    cells.map((cell) => cell.trim()),
  );
}

describe('the page of all fields', () => {
  const sections = pageOf('fields.md').split(/^## .*: `(\w+)`$/m);

  it('has those of the catalogue, section by section, with their labels and types', () => {
    const documented = sections.flatMap((section, index) =>
      index % 2 === 1 ? rowsOf(sections[index + 1] ?? '').map((row) => [section, ...row]) : [],
    );
    expect(documented).toEqual(FIELDS.map(({ section, name, label, type }) => [section, name, label, type]));
  });
});

describe('the table of scopes', () => {
  it('has every type, with the field that it compares', () => {
    const [, section = ''] = pageOf('rules-and-guardrails.md').split('## Scopes\n');
    const [, ...rows] = rowsOf(section.split('\n## ')[0] ?? '');
    const documented = rows.map(([type, field]) => [type, field]);
    const compared = Object.entries(RELATION_FIELDS).map(([type, field]) => [
      type,
      field === null ? 'nothing: see below' : `\`callLog.${field}\``,
    ]);
    expect(documented).toEqual(compared);
  });
});

describe('the page of keys', () => {
  const named = [...pageOf('keys.md').matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name]) => name);

  it('has every scope, and everybody who changes something without a key of their own', () => {
    expect(named).toEqual(expect.arrayContaining([...Object.keys(SCOPES), ...Object.values(ACTORS)]));
  });
});
