import { ConnectError } from '@convoso-connect/core';
import type { Bundle, PlainInputField, Search, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { ownOutputsOfLead } from '../own-fields.js';
import { givenLead } from '../rows.js';
import { SAMPLE_LEAD } from '../samples/lead.js';

const endpoint = endpointOf('leads', 'search');

const BY = ['lead_id', 'phone_number', 'email'] as const;

/** One phone number can be under many leads (domain-facts I.22), and Convoso does not say in which order they come. */
const MOST_READ = 2_000;
const MOST_GIVEN = 100;

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
  const { rows } = await convosoOf(z, bundle).leads.search({ ...wanted, limit: MOST_READ });
  return rows
    .map((row) => givenLead(row, accountZone(bundle)))
    .sort((one, other) => String(other['modified_at']).localeCompare(String(one['modified_at'])))
    .slice(0, MOST_GIVEN);
});

const PREFIX = 'search_';

/**
 * Keys of their own: where a search and a create stand in one step, Zapier shows a key that both have only once, and
 * requires in the search what the create requires.
 */
const findByPrefixed = (z: ZObject, bundle: Bundle<Inputs>) => {
  const own = Object.entries(bundle.inputData).map(
    ([key, value]) => [key.replace(PREFIX, ''), value] as const,
  );
  return findLead(z, { ...bundle, inputData: Object.fromEntries(own) });
};

const FIELDS = apiInputs(endpoint, { only: [...BY, 'list_id'] });

const DISPLAY = {
  label: 'Find Lead',
  description: 'Finds the lead with an ID, phone number or e-mail that was changed last.',
};

export const searchLeadSearch: Search = {
  key: 'search_lead',
  noun: 'Lead',
  display: DISPLAY,
  operation: {
    perform: findByPrefixed,
    inputFields: FIELDS.map((field) => ({ ...asSearched(field), key: `${PREFIX}${field.key}` })),
    outputFields: [...outputsOf(SAMPLE_LEAD), ownOutputsOfLead],
    sample: SAMPLE_LEAD,
  },
};

/** What a search searches by is typed or mapped: neither found by another search nor chosen from a list of none. */
function asSearched({ search: _search, dynamic, ...field }: PlainInputField): PlainInputField {
  if (field.key === 'lead_id') return { ...field, label: 'Lead ID' };
  return dynamic === undefined ? field : { ...field, dynamic };
}

/** What Find Lead was before, hidden for the Zaps that use it. */
export const findLeadSearch: Search = {
  key: 'find_lead',
  noun: 'Lead',
  display: { ...DISPLAY, hidden: true },
  operation: {
    perform: findLead,
    inputFields: FIELDS.map(asSearched),
    outputFields: [...outputsOf(SAMPLE_LEAD), ownOutputsOfLead],
    sample: SAMPLE_LEAD,
  },
};
