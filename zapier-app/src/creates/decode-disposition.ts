import { decodeDisposition, isDisposition } from '@convoso-connect/core';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { inWords } from '../errors.js';
import { chosenStatuses, codeOrText, dispositionTableInput } from '../fields/dispositions.js';
import { requiredText } from '../fields/required.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';

/** What a code means; a state, such as INCALL, is no disposition (domain-facts J.39), and this says so. */
const decode = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const status = requiredText(bundle.inputData, 'status', 'Status');
  const statuses = await chosenStatuses(z, bundle);
  const { code, name, group, known, flags, flags_from, meanings, outcomes } = decodeDisposition(
    codeOrText(status, statuses),
    statuses,
  );
  return {
    id: code,
    code,
    name,
    group: group ?? '',
    known,
    is_disposition: isDisposition(code),
    flags: flags ?? {},
    flags_from,
    meanings: [...meanings],
    // A state, such as INCALL, is no end of a call that could be logged.
    log_call: outcomes.logCall && isDisposition(code),
    hubspot: outcomes.hubspot?.label ?? '',
    hubspot_id: outcomes.hubspot?.id ?? '',
    salesforce: outcomes.salesforce ?? '',
    zoho: outcomes.zoho ?? '',
  };
});

const SAMPLE = {
  id: 'NI',
  code: 'NI',
  name: 'Not Interested',
  group: 'connected',
  known: true,
  is_disposition: true,
  flags: {
    final: true,
    reached: true,
    success: false,
    dnc: false,
    callback: false,
    contact: true,
    voicemail: false,
  },
  flags_from: 'account',
  meanings: [],
  log_call: true,
  hubspot: 'Connected',
  hubspot_id: 'f240bbac-87c9-4f6e-bf70-924b57d47db7',
  salesforce: 'Not Interested',
  zoho: 'Not interested',
};

export const decodeDispositionCreate: Create = {
  key: 'decode_disposition',
  noun: 'Disposition',
  display: {
    label: 'Decode Disposition',
    description: 'Puts a status code into words, and into those of known CRMs.',
  },
  operation: {
    perform: decode,
    inputFields: [
      {
        key: 'status',
        label: 'Status',
        type: 'string',
        required: true,
        dynamic: 'status.id.name',
        helpText: 'The code that Convoso delivers, such as NI.',
      },
      dispositionTableInput,
    ],
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
