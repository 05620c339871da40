import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NOTE_CODES } from '@convoso-connect/core';
import { expect, it } from '@jest/globals';

it('the page on reading tells what every code of a note says, and no other', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/reading.md'), 'utf8');
  const codes = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);
  expect(codes).toEqual([...NOTE_CODES]);
});
