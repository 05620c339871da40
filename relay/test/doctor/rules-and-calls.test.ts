import { describe, expect, it } from '@jest/globals';
import { createOccurrence, readEventParameter, type Occurrence } from '@convoso-connect/core';
import { parseConfig } from '@convoso-connect/core/config';
import { checkRulesAndCalls } from '../../src/doctor/checks/rules-and-calls.js';

/** What the doctor says of a workflow for lead actions, after hooks have told of these. */
function examined(values: readonly string[], actions: readonly string[]) {
  const parsed = parseConfig({
    version: 1,
    account: { id: 'main', timeZone: 'America/Los_Angeles' },
    workflows: [{ id: 'w', name: 'Edits', events: [{ type: 'LEAD_ACTION', values }], actionSets: [] }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { config } = parsed;
  const occurrences = actions.map((action, index): Occurrence => {
    const declared = readEventParameter(`leadAction:${action}`);
    if (!declared.ok) throw new Error(action);
    return createOccurrence({
      id: String(index),
      hookId: 'main',
      receivedAt: index,
      snapshot: { lead: { id: '5' }, callLog: {}, extra: {}, custom: {}, flat: [] },
      notes: [],
      declared: declared.declared,
      lead: null,
      call: null,
    });
  });
  const setUp = { config, workflows: config.workflows, occurrences } as never;
  return checkRulesAndCalls(setUp).map(({ message, remedy }) => `${message} — ${remedy ?? ''}`);
}

describe('the doctor compares the lead actions that are asked for with those that came', () => {
  it('and says where none of them ever did, with both ways to mend it', () => {
    expect(examined(['Edited'], ['flown', 'flown'])).toEqual([
      'the workflow "Edits" matched nothing lately: it asks for the lead action Edited, and what came is flown — ' +
        'Name what comes in values, or let the API URL in Convoso end in ?event=leadAction:Edited.',
    ]);
  });

  it('and says nothing where one of them did', () => {
    expect(examined(['Edited'], ['flown', 'edited'])).toEqual([
      'what came is spelt as workflows ask for it — ',
    ]);
  });
});
