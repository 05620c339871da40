import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '@convoso-connect/core/config';
import { ROOT } from './documented-commands.js';

type Part = Readonly<Record<string, unknown>>;

interface Example extends Part {
  readonly endpoints?: readonly Part[];
}

/** The JSON of a page, each piece as a part of the document; one object alone is an endpoint. */
function examplesIn(page: string): Example[] {
  const text = readFileSync(path.join(ROOT, 'docs', page), 'utf8');
  return [...text.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, json = '']) =>
    json.startsWith('{') ? { endpoints: [JSON.parse(json) as Part] } : (JSON.parse(`{${json}}`) as Example),
  );
}

/** What the examples stand beside in a whole document. */
const AROUND = {
  version: 1,
  adaptors: [
    { id: 'disposition', fields: [{ section: 'callLog', field: 'status', mappedTo: 'status' }] },
    { id: 'hubspot-contact', fields: [{ section: 'lead', field: 'email', mappedTo: 'email' }] },
  ],
  endpoints: [
    { id: 'crm', apiUrl: 'https://crm.example.test', requestMethod: 'POST', adaptorId: 'disposition' },
  ],
};

const PAGES = [
  'actions.md',
  'configuration.md',
  'connect-convoso.md',
  'convoso-account.md',
  'data-and-retention.md',
  'maintenance.md',
  'pending-actions.md',
  'rules-and-guardrails.md',
];

describe('the examples of the documentation', () => {
  it('say of every endpoint what success is', () => {
    const endpoints = PAGES.flatMap(examplesIn).flatMap(({ endpoints: written = [] }) => written);
    expect(endpoints.length).toBeGreaterThan(1);
    expect(endpoints.filter((each) => each['expect'] === undefined)).toEqual([]);
  });

  it.each(PAGES.flatMap((page) => examplesIn(page).map((example, index) => ({ page, index, example }))))(
    'are accepted as they stand: $page, $index',
    ({ example }) => {
      const parsed = parseConfig({ ...AROUND, ...example });
      expect(parsed.ok ? [] : parsed.problems).toEqual([]);
    },
  );
});
