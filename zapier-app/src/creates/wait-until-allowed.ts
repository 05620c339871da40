import type { Create } from 'zapier-platform-core';
import { outputsOf } from '../fields/outputs.js';
import { WAIT_INPUTS } from '../fields/wait-inputs.js';
import { loadedWhenRun } from '../loaded-when-run.js';
import { SAMPLE_WAIT } from '../samples/wait.js';

export const waitUntilAllowedCreate: Create = {
  key: 'wait_until_allowed',
  noun: 'Wait',
  display: {
    label: 'Wait Until Allowed',
    description: 'Holds a run at your relay until its time, or stops it.',
  },
  operation: {
    perform: loadedWhenRun(async () => (await import('../relay/wait.js')).beginToWait),
    performResume: loadedWhenRun(async () => (await import('../relay/wait.js')).goOn),
    inputFields: WAIT_INPUTS,
    outputFields: outputsOf(SAMPLE_WAIT),
    sample: SAMPLE_WAIT,
  },
};
