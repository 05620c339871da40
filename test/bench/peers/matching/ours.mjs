import { WorkflowIndex } from '@convoso-connect/core';
import { furtherWorkflow } from './corpus.mjs';

export function prepare({ workflows }) {
  const index = new WorkflowIndex(workflows, { timeZone: 'America/Los_Angeles' });
  return {
    match: (occurrence) => index.match(occurrence),
    idsOf: (found) => found.map(({ workflow }) => workflow.id),
    change: {
      prepare: furtherWorkflow,
      add: (workflow) => index.add(workflow),
      remove: ({ id }) => index.remove(id),
    },
  };
}
