import { ConnectError } from '@convoso-connect/core';
import type { Bundle, Search, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { givenLead } from '../rows.js';
import { SAMPLE_LEAD } from '../samples/lead.js';

const endpoint = endpointOf('leads', 'search');

const BY = ['lead_id', 'phone_number', 'email'] as const;

/** One phone number can be under many leads (domain-facts I.22). */
const MOST = 100;

/** The leads found, the one that was changed last first; none is an answer, too. */
const findLead = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const wanted = apiArguments(endpoint, bundle.inputData);
  if (!BY.some((name) => name in wanted)) {
    throw new ConnectError(
      'NOTHING_TO_FIND_BY',
      'There is no lead ID, phone number or e-mail to find a lead by.',
      'Fill in at least one of the three; the step before may have left it empty.',
    );
  }
  const { rows } = await convosoOf(z, bundle).leads.search({ ...wanted, limit: MOST });
  return rows
    .map((row) => givenLead(row, accountZone(bundle)))
    .sort((one, other) => String(other['modified_at']).localeCompare(String(one['modified_at'])));
});

export const findLeadSearch: Search = {
  key: 'find_lead',
  noun: 'Lead',
  display: {
    label: 'Find Lead',
    description: 'Finds a lead by its ID, phone number or e-mail; of several, the one that was changed last.',
  },
  operation: {
    perform: findLead,
    inputFields: apiInputs(endpoint, { only: [...BY, 'list_id'] }).map(
      ({ search: _search, ...field }) => field,
    ),
    outputFields: outputsOf(SAMPLE_LEAD),
    sample: SAMPLE_LEAD,
  },
};
