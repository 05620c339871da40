import type { Create } from 'zapier-platform-core';
import { ADAPTOR_INPUTS } from '../fields/adaptor-inputs.js';
import { CALL_EVENT_GROUPS, CALL_EVENT_INPUTS } from '../fields/call-event-inputs.js';
import { dispositionTableInput } from '../fields/dispositions.js';
import { delimiterInput } from '../fields/endpoint-inputs.js';
import { mappedOutputs } from '../fields/mapped-outputs.js';
import { outputsOf } from '../fields/outputs.js';
import { loadedWhenRun } from '../loaded-when-run.js';

/** What the adaptor sends stands in fields of its own, which the form shows once one is chosen. */
const SAMPLE = { id: '14683239', warnings: [] };

export const mapWithAdaptorCreate: Create = {
  key: 'map_with_adaptor',
  noun: 'Mapping',
  display: {
    label: 'Map With Adaptor',
    description: 'Renames and formats the fields of a call event for another system.',
  },
  operation: {
    perform: loadedWhenRun(async () => (await import('../connect/map-with-adaptor.js')).mapWithAdaptor),
    inputFields: [...ADAPTOR_INPUTS, delimiterInput, dispositionTableInput, ...CALL_EVENT_INPUTS],
    inputFieldGroups: CALL_EVENT_GROUPS,
    outputFields: [...outputsOf(SAMPLE), mappedOutputs],
    sample: SAMPLE,
  },
};
