import type { Bundle, Search, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { outputsOf } from '../fields/outputs.js';
import { requiredText } from '../fields/required.js';
import type { Inputs } from '../inputs.js';
import { givenOut } from '../rows.js';
import { SAMPLE_STATUS } from '../samples/status.js';

/** The account's dispositions that match, one with exactly this code or name before those that only hold it. */
const findDisposition = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  // Of nothing everything is a part, and the first would be taken for what was meant.
  const query = requiredText(bundle.inputData, 'query', 'Code or Name');
  const { rows } = await convosoOf(z, bundle).statuses.search({ query });
  const isExact = ({ status, name }: (typeof rows)[number]) =>
    [status, name].some((text) => text?.toLowerCase() === query.toLowerCase());
  const exact = rows.filter(isExact);
  return [...exact, ...rows.filter((row) => !exact.includes(row))].map((row) => ({
    ...givenOut(row),
    id: row.status ?? '',
  }));
});

export const findDispositionSearch: Search = {
  key: 'find_disposition',
  noun: 'Disposition',
  display: {
    label: 'Find Disposition',
    description: "Finds one of the account's dispositions, with its flags, by code or name.",
  },
  operation: {
    perform: findDisposition,
    inputFields: [
      {
        key: 'query',
        label: 'Code or Name',
        type: 'string',
        required: true,
        placeholder: 'Not Interested',
        helpText: 'A part of it is enough.',
      },
    ],
    outputFields: outputsOf(SAMPLE_STATUS),
    sample: SAMPLE_STATUS,
  },
};
