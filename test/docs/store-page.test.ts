import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MemoryStore } from '../../relay/src/store/memory/memory-store.js';
import { TABLES } from '../../relay/src/store/ports/tables.js';
import { ROOT } from './documented-commands.js';

const PAGE = readFileSync(path.join(ROOT, 'docs/store.md'), 'utf8');

/** The cells of a section's table, row by row, without its head. */
function rowsOf(heading: string): string[][] {
  const [, section = ''] = PAGE.split(`## ${heading}\n`);
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => line.split('|').slice(1, -1));
}

const quotedIn = (cell = ''): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, quoted]) => String(quoted));

describe('the page of the store', () => {
  const nouns = rowsOf('What each noun keeps');

  it('has every table, and no other', () => {
    const named = new Set(nouns.flatMap(([, tables]) => quotedIn(tables)));
    expect([...named].sort()).toEqual([...TABLES].sort());
  });

  it('has every part of a store, those that delete included', () => {
    const parts = Object.entries(new MemoryStore().open())
      .filter(([, part]) => typeof part === 'object')
      .map(([name]) => name);
    const named = nouns.flatMap(([noun]) => quotedIn(noun));
    expect([...named, 'persons', 'retention'].sort()).toEqual(parts.sort());
    expect(PAGE).toMatch(/`persons` .* and `retention` /);
  });

  it('names files that are there', () => {
    const truths = rowsOf('What the relay holds in its own memory').flatMap(([, where]) => quotedIn(where));
    const inTheStore = rowsOf('Where things are').flatMap(([where]) => quotedIn(where));
    const files = [...truths, ...inTheStore.map((file) => `store/${file}`)];
    expect(files.filter((file) => !existsSync(path.join(ROOT, 'relay/src', file)))).toEqual([]);
    expect(truths.length).toBeGreaterThan(20);
  });
});
