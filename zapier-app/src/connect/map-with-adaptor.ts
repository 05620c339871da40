import { readField, textOf } from '@convoso-connect/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { accountZone, accountZoneWarnings } from '../account.js';
import { readAdaptorInputs, refuseNoAdaptor } from '../fields/adaptor-inputs.js';
import { readCallEventInputs } from '../fields/call-event-inputs.js';
import { chosenStatuses } from '../fields/dispositions.js';
import { flatFields } from '../fields/mapped-outputs.js';
import type { Inputs } from '../inputs.js';
import { readDocument } from './document.js';
import { mapEvent, mappingOptions } from './mapping.js';

/** The call event under the names and in the formats of an adaptor. */
export async function mapWithAdaptor(z: ZObject, bundle: Bundle<Inputs>): Promise<Record<string, unknown>> {
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
  return {
    id: call,
    warnings: [...accountZoneWarnings(bundle), ...warnings],
    fields: { ...fields },
    ...flatFields(fields),
  };
}
