import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { readDocument } from '../connect/document.js';
import { mapEvent, mappingOptions } from '../connect/mapping.js';
import { inWords } from '../errors.js';
import { ADAPTOR_INPUTS, readAdaptorInputs } from '../fields/adaptor-inputs.js';
import { CALL_EVENT_GROUPS, CALL_EVENT_INPUTS, readCallEventInputs } from '../fields/call-event-inputs.js';
import { chosenStatuses, dispositionTableInput } from '../fields/dispositions.js';
import { delimiterInput } from '../fields/endpoint-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';

const SAMPLE = {
  id: '14683239',
  fields: { voip_call_id: '14683239', email: 'agent@example.test' },
  warnings: [],
};

const mapWithAdaptor = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { inputData } = bundle;
  const timeZone = accountZone(bundle);
  const { written, preset } = readAdaptorInputs(inputData);
  const { config } = readDocument({ account: { timeZone }, adaptors: [written] });
  const { snapshot } = readCallEventInputs(inputData);
  const options = mappingOptions(inputData, { timeZone, statuses: await chosenStatuses(z, bundle) });
  const [adaptor] = config.adaptors;
  if (adaptor === undefined) throw new Error('the document lost its adaptor');
  const { fields, warnings } = mapEvent({ adaptor, preset, snapshot, options });
  return { id: textInput(inputData, 'call_log_id'), fields: { ...fields }, warnings: [...warnings] };
});

export const mapWithAdaptorCreate: Create = {
  key: 'map_with_adaptor',
  noun: 'Mapping',
  display: {
    label: 'Map With Adaptor',
    description:
      'Renames and formats the fields of a call event as a Convoso adaptor does, with ready adaptors for known systems.',
  },
  operation: {
    perform: mapWithAdaptor,
    inputFields: [...ADAPTOR_INPUTS, delimiterInput, dispositionTableInput, ...CALL_EVENT_INPUTS],
    inputFieldGroups: CALL_EVENT_GROUPS,
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
