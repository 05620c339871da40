import type { Create } from 'zapier-platform-core';
import { FIELD_CHANGE_INPUTS } from '../fields/field-change-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { loadedWhenRun } from '../loaded-when-run.js';

const SAMPLE = { id: '1364887', lead_id: '1364887', field: 'notes', value: '3', warnings: [] };

export const updateFieldCreate: Create = {
  key: 'update_field',
  noun: 'Lead',
  display: {
    label: 'Update Field',
    description: 'Writes a field of a lead from another one, a sum, or the time.',
  },
  operation: {
    perform: loadedWhenRun(async () => (await import('../update-field.js')).updateField),
    inputFields: FIELD_CHANGE_INPUTS,
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
