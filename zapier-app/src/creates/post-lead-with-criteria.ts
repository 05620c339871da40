import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { withStatusCode } from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import { severalNumbersWarnings } from '../fields/several-numbers.js';
import type { Inputs } from '../inputs.js';
import { ownInputs, withOwnFields } from '../own-fields.js';
import { warned, writtenLead } from '../rows.js';
import { SAMPLE_LEAD_ID } from '../samples/lead.js';
import { addedLead, convosoOnce, writtenOnce } from '../written-once.js';

const endpoint = endpointOf('leadPost', 'insert');

const postLead = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const lead = await withStatusCode(z, bundle, apiArguments(endpoint, withOwnFields(bundle)));
  const begun = Date.now();
  const written = await writtenOnce(
    async () => writtenLead(await convosoOnce(z, bundle).leadPost.insert(lead), ''),
    () => addedLead(z, bundle, { phone_number: lead.phone_number, phone_code: lead.phone_code, begun }),
  );
  return warned(written, severalNumbersWarnings(bundle.inputData));
});

export const postLeadWithCriteriaCreate: Create = {
  key: 'post_lead_with_criteria',
  noun: 'Lead',
  display: {
    label: 'Post Lead With Criteria',
    description: 'Creates a lead under the list and the checks of Lead Post Criteria.',
  },
  operation: {
    perform: postLead,
    inputFields: [...apiInputs(endpoint), ownInputs],
    outputFields: outputsOf(SAMPLE_LEAD_ID),
    sample: SAMPLE_LEAD_ID,
  },
};
