import { readField, textOf } from '@convoso-connect/core';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { readDocument } from '../connect/document.js';
import { mapEvent, mappingOptions } from '../connect/mapping.js';
import { inWords } from '../errors.js';
import { ADAPTOR_INPUTS, readAdaptorInputs, refuseNoAdaptor } from '../fields/adaptor-inputs.js';
import { CALL_EVENT_GROUPS, CALL_EVENT_INPUTS, readCallEventInputs } from '../fields/call-event-inputs.js';
import { chosenStatuses, dispositionTableInput } from '../fields/dispositions.js';
import { delimiterInput } from '../fields/endpoint-inputs.js';
import { flatFields, mappedOutputs } from '../fields/mapped-outputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';

/** What the adaptor sends stands in fields of its own, which the form shows once one is chosen. */
const SAMPLE = { id: '14683239', warnings: [] };

const mapWithAdaptor = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { inputData } = bundle;
  const timeZone = accountZone(bundle);
  refuseNoAdaptor(inputData);
  const { written, preset } = readAdaptorInputs(inputData);
  const { config } = readDocument({ account: { timeZone }, adaptors: [written] });
  const { snapshot } = readCallEventInputs(inputData);
  const options = mappingOptions(inputData, { timeZone, statuses: await chosenStatuses(z, bundle) });
  const [adaptor] = config.adaptors;
  if (adaptor === undefined) throw new Error('the document lost its adaptor');
  const { fields, warnings } = mapEvent({ adaptor, preset, snapshot, options });
  const call = textOf(readField(snapshot, 'callLog', 'call_log_id') ?? '');
  return { id: call, warnings: [...warnings], fields: { ...fields }, ...flatFields(fields) };
});

export const mapWithAdaptorCreate: Create = {
  key: 'map_with_adaptor',
  noun: 'Mapping',
  display: {
    label: 'Map With Adaptor',
    description: 'Renames and formats the fields of a call event for another system.',
  },
  operation: {
    perform: mapWithAdaptor,
    inputFields: [...ADAPTOR_INPUTS, delimiterInput, dispositionTableInput, ...CALL_EVENT_INPUTS],
    inputFieldGroups: CALL_EVENT_GROUPS,
    outputFields: [...outputsOf(SAMPLE), mappedOutputs],
    sample: SAMPLE,
  },
};
