import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ACTION_LABELS, type WorkflowActionType } from '@convoso-connect/core';
import { endpointUses } from '@convoso-connect/core/actions';
import { actionSchema } from '@convoso-connect/core/config';
import { ROOT } from './documented-commands.js';

const PAGE = readFileSync(path.join(ROOT, 'docs/actions.md'), 'utf8');
const SECTIONS = PAGE.split(/^### /m).slice(1);

/** Every form of the actions that act in Convoso, as far as forms call different endpoints. */
const FORMS: readonly ({ readonly type: WorkflowActionType } & Readonly<Record<string, unknown>>)[] = [
  { type: 'STATUS', status: 'SALE' },
  { type: 'MOVE', listId: '3344' },
  { type: 'FIELD', field: 'city', operation: 'set', value: '' },
  { type: 'FIELD', field: 'city', operation: 'add', value: '1' },
  { type: 'CALLBACK', afterSeconds: 1 },
  { type: 'CALLBACK_UPDATE', operation: 'modify', afterSeconds: 1 },
  { type: 'CALLBACK_UPDATE', operation: 'remove' },
  { type: 'HOPPER' },
  { type: 'DNC', numbers: 'all' },
  { type: 'REVENUE', amount: 1 },
];

const sectionOf = (type: string): string => SECTIONS.find((text) => text.includes(`— \`${type}\``)) ?? '';

describe('the page of the actions', () => {
  it.each(Object.entries(ACTION_LABELS))('describes %s under the name %s', (type, label) => {
    expect(sectionOf(type).split('\n')[0]).toContain(`${label} — \`${type}\``);
  });

  it.each(FORMS)('names every endpoint that is called: %j', (form) => {
    for (const { path: called } of endpointUses(actionSchema.parse({ id: 'a', ...form }))) {
      expect(sectionOf(form.type)).toContain(`\`${called}\``);
    }
  });
});
