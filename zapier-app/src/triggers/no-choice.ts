import type { Trigger } from 'zapier-platform-core';

/** An empty drop-down: without one, Zapier does not offer a search beside a field. */
export const noChoice: Trigger = {
  key: 'no_choice',
  noun: 'Choice',
  display: {
    label: 'Empty Dropdown',
    description: 'Triggers when a form asks for what is found by a search.',
    hidden: true,
  },
  operation: { type: 'polling', perform: () => Promise.resolve([]) },
};
