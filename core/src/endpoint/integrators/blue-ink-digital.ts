import { encodeForm } from '../body.js';
import { requestWithBody } from '../request.js';
import { BLUE_INK_TOKEN } from './key-fields.js';
import type { Integrator } from './integrator.js';

/**
 * Blue Ink Digital publishes no API page. What is known makes it a profile: a form is posted to the API URL, and
 * without its token a lead is of no use there.
 */
export const blueInkDigital: Integrator = {
  bodyKind: 'form',
  encode: encodeForm,
  begin: (endpoint, payload, idempotencyKey) => ({
    request: requestWithBody(endpoint, idempotencyKey, {
      method: 'POST',
      url: endpoint.apiUrl,
      contentType: 'application/x-www-form-urlencoded',
      body: payload,
    }),
    ...(holdsToken(payload)
      ? {}
      : { unsendable: `${BLUE_INK_TOKEN} is empty: Blue Ink Digital needs it in place of the phone number` }),
  }),
};

function holdsToken(form: string): boolean {
  return [...new URLSearchParams(form)].some(
    ([name, value]) => name === BLUE_INK_TOKEN && value.trim() !== '',
  );
}
