import type { PlainInputField } from 'zapier-platform-core';

/** What ends what is pending for a lead, as far as a form can say it (Convoso's Stop Workflow If). */
export const STOP_IF_INPUT: PlainInputField = {
  key: 'stopIf',
  label: 'Stop Workflow If',
  type: 'string',
  required: false,
  choices: [
    { value: 'never', label: 'Never', sample: 'never' },
    { value: 'reachedStatus', label: 'Reached Status', sample: 'reachedStatus' },
    { value: 'finalStatus', label: 'Final Status', sample: 'finalStatus' },
  ],
  helpText: 'Left empty, never.',
};
