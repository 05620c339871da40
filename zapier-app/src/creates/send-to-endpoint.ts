import type { Create } from 'zapier-platform-core';
import { ADAPTOR_INPUTS } from '../fields/adaptor-inputs.js';
import { CALL_EVENT_GROUPS, CALL_EVENT_INPUTS } from '../fields/call-event-inputs.js';
import { dispositionTableInput } from '../fields/dispositions.js';
import { ENDPOINT_INPUTS } from '../fields/endpoint-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { loadedWhenRun } from '../loaded-when-run.js';

const SAMPLE = {
  id: '4dd1f0a0c2b7e9c5',
  status: 200,
  result: 'accepted',
  earlier: [],
  warnings: [],
  trail_url: '',
};

export const sendToEndpointCreate: Create = {
  key: 'send_to_endpoint',
  noun: 'Delivery',
  display: {
    label: 'Connect: Send to Endpoint',
    description: 'Sends a call event to any system; where that fails, five checks say why.',
  },
  operation: {
    perform: loadedWhenRun(async () => (await import('../connect/send-to-endpoint.js')).sendToEndpoint),
    inputFields: [
      ...ENDPOINT_INPUTS,
      ...ADAPTOR_INPUTS,
      dispositionTableInput,
      {
        key: 'eventId',
        label: 'Call Event ID',
        type: 'string',
        required: false,
        helpText:
          'Comes with Call Event; else map ID of the trigger. A replay is sent under the same Idempotency-Key.',
      },
      ...CALL_EVENT_INPUTS,
    ],
    inputFieldGroups: CALL_EVENT_GROUPS,
    // What the other system answers is a text, a number, a list or an object.
    outputFields: outputsOf(SAMPLE, { ofAnyType: ['result'] }),
    sample: SAMPLE,
  },
};
